/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.osgi;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProvider;
import io.kprobestudio.target.TargetProviders;

/** Target providers as Declarative Services: who is there, who may join, and who comes and goes. */
public class ProvidersTest {

    private static final String SSH_BUNDLE = "io.kprobestudio.target.ssh";
    private static final Set<String> ALL = Set.of("absent", "local", "sim", "ssh");
    private static final long START_MILLIS = 30_000;

    private final BundleContext context = Objects
            .requireNonNull(FrameworkUtil.getBundle(ProvidersTest.class).getBundleContext());
    private final ServiceTracker<TargetProviders, TargetProviders> tracker = new ServiceTracker<>(context,
            TargetProviders.class, null);

    @Before
    public void start() throws BundleException, InterruptedException {
        for (Bundle bundle : context.getBundles()) {
            String name = bundle.getSymbolicName();
            boolean provider = name != null
                    && (name.startsWith("io.kprobestudio.target") || name.equals("org.example.kprobes"));
            if (provider) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        tracker.open();
        assertTrue("TargetProviders is a service", tracker.waitForService(START_MILLIS) != null);
    }

    @After
    public void stop() {
        tracker.close();
    }

    @Test
    public void shouldFindEachProviderAsServiceWhenBundlesAreThere() throws Exception {
        assertEquals(ALL, schemes());
        Set<String> services = new TreeSet<>();
        for (var reference : context.getServiceReferences(TargetProvider.class, null)) {
            services.add(Objects.requireNonNull(context.getService(reference)).scheme());
            context.ungetService(reference);
        }
        assertEquals(ALL, services);
    }

    @Test
    public void shouldOpenTargetOfForeignProviderWhenItsBundleUsesPublicPackagesAlone() throws TargetException {
        var target = providers().target("absent:somewhere");
        var refused = assertThrows(LinkException.class, () -> target.connect(Prompter.NOBODY, Progress.NONE));
        assertEquals("nobody answers, target=absent:somewhere", refused.getMessage());
        Bundle home = FrameworkUtil.getBundle(target.getClass());
        assertEquals("org.example.kprobes", Objects.requireNonNull(home).getSymbolicName());
    }

    @Test
    public void shouldLoseAndRegainSshTargetsWhenItsBundleIsStoppedAndStarted() throws Exception {
        Bundle ssh = bundle(SSH_BUNDLE);
        AtomicInteger changes = new AtomicInteger();
        assertEquals(ALL, schemes());
        try (Subscription subscription = providers().subscribe(changes::incrementAndGet)) {
            for (int round = 1; round <= 3; round++) {
                ssh.stop();
                assertFalse("ssh is gone in round " + round, schemes().contains("ssh"));
                var refused = assertThrows(TargetException.class, () -> providers().target("ssh://board"));
                assertTrue(refused.getMessage(), refused.getMessage().contains("scheme=ssh"));
                ssh.start(Bundle.START_ACTIVATION_POLICY);
                assertEquals(ALL, schemes());
                assertEquals("ssh://board", providers().target("ssh://board").address().toString());
                assertEquals("no change is missed or told twice", 2 * round, changes.get());
            }
        }
        assertEquals("one provider of each kind", ALL.size(), providers().all().size());
    }

    private TargetProviders providers() {
        return Objects.requireNonNull(tracker.getService());
    }

    private Set<String> schemes() {
        return providers().all().stream().map(TargetProvider::scheme).collect(Collectors.toCollection(TreeSet::new));
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + name));
    }
}
