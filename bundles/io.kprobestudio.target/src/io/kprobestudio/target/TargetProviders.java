/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The providers that are there now. In OSGi this is a service which Declarative Services keeps up to date as bundles come
 * and go; on a plain class path {@link #onClassPath} finds them once. Thread-safe.
 */
public final class TargetProviders {

    private final CopyOnWriteArrayList<TargetProvider> providers = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** The providers that {@link ServiceLoader} finds on the class path. */
    public static TargetProviders onClassPath() {
        TargetProviders found = new TargetProviders();
        ServiceLoader.load(TargetProvider.class, TargetProviders.class.getClassLoader()).forEach(found::add);
        return found;
    }

    /** Adds a provider. Called by Declarative Services. */
    public void add(TargetProvider provider) {
        providers.add(provider);
        listeners.forEach(Runnable::run);
    }

    /** Removes a provider. Called by Declarative Services. */
    public void remove(TargetProvider provider) {
        providers.remove(provider);
        listeners.forEach(Runnable::run);
    }

    /** The providers that are there now. */
    public List<TargetProvider> all() {
        return List.copyOf(providers);
    }

    /**
     * Makes a target of an address.
     *
     * @param address the address as the user wrote it
     * @return the target
     * @throws TargetException when the address cannot be read or nothing opens its scheme
     */
    public Target target(String address) throws TargetException {
        return target(TargetAddress.parse(address));
    }

    /**
     * Makes a target of an address.
     *
     * @param address the address
     * @return the target
     * @throws TargetException when nothing opens its scheme, or its provider refuses the address
     */
    public Target target(TargetAddress address) throws TargetException {
        for (TargetProvider provider : providers) {
            if (provider.scheme().equals(address.scheme())) {
                return provider.target(address);
            }
        }
        throw new TargetException("nothing here opens targets of this kind: scheme=%s known=%s".formatted(
                address.scheme(), providers.stream().map(TargetProvider::scheme).sorted().toList()));
    }

    /**
     * Tells when a provider came or went.
     *
     * @param listener called on the thread that changed the providers; must not throw
     * @return closes the subscription
     */
    public Subscription subscribe(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
