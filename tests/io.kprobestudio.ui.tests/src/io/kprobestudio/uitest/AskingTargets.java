/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import io.kprobestudio.target.AuthenticationException;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.HostKeyChangedException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProvider;
import io.kprobestudio.target.TargetProviders;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.PlatformUI;
import org.junit.rules.ExternalResource;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * A kind of target of the tests' own, {@code asks:}, that wants a password and shows a host key before it lets anybody into the
 * simulated kernel behind it; there while a test runs.
 */
public final class AskingTargets extends ExternalResource implements TargetProvider {

    static final String OLD_KEY = "ssh-ed25519 SHA256:old";
    static final String NEW_KEY = "ssh-ed25519 SHA256:new";

    private @Nullable ServiceRegistration<TargetProvider> registration;
    private volatile String password = "";
    private volatile String known = NEW_KEY;
    private volatile int wrong;
    private volatile boolean asleep;

    /** Lets in who has this password; with an empty one everybody. */
    void setPassword(String wanted) {
        password = wanted;
    }

    /** Shows another host key than the one that is known. */
    void changeKey() {
        known = OLD_KEY;
    }

    /** Answers nothing, until the user cancels. */
    void sleep() {
        asleep = true;
    }

    /** Answers again. */
    void wake() {
        asleep = false;
    }

    /** How many wrong passwords came. */
    int wrong() {
        return wrong;
    }

    @Override
    protected void before() {
        registration = FrameworkUtil.getBundle(AskingTargets.class).getBundleContext()
                .registerService(TargetProvider.class, this, new Hashtable<>());
    }

    @Override
    protected void after() {
        ServiceRegistration<TargetProvider> there = registration;
        if (there != null) {
            there.unregister();
        }
    }

    @Override
    public String scheme() {
        return "asks";
    }

    @Override
    public String label() {
        return "Target that asks";
    }

    @Override
    public Target target(TargetAddress address) {
        return new Target() {

            @Override
            public TargetAddress address() {
                return address;
            }

            @Override
            public Connection connect(Prompter prompter, Progress progress) throws TargetException {
                while (asleep) {
                    progress.report("waiting for " + address);
                    progress.check("connecting to " + address);
                    LockSupport.parkNanos(1_000_000);
                }
                if (!known.equals(NEW_KEY)) {
                    throw new HostKeyChangedException(
                            "the host key has changed: it is " + NEW_KEY + ", known is " + known,
                            known, NEW_KEY);
                }
                logIn(address, prompter);
                return Objects.requireNonNull(PlatformUI.getWorkbench().getService(TargetProviders.class))
                        .target("sim:" + address.name()).connect(prompter, progress);
            }

            @Override
            public String renewHostKey(String expected, Prompter prompter, Progress progress) throws TargetException {
                if (!prompter.confirm(new Prompter.Confirmation(address, "Replace host key",
                        "Known was " + known + ". Now it is " + NEW_KEY + "."))) {
                    throw new AuthenticationException("the host key was not replaced: key=" + NEW_KEY, null);
                }
                known = NEW_KEY;
                return "the host key was replaced: key=" + NEW_KEY;
            }
        };
    }

    private void logIn(TargetAddress address, Prompter prompter) throws AuthenticationException {
        for (int attempt = 1; !password.isEmpty(); attempt++) {
            Optional<char[]> given = prompter.secret(new Prompter.SecretRequest(address, Prompter.SecretKind.PASSWORD,
                    "Password for root@" + address.name(), attempt));
            char[] secret = given.orElseThrow(() -> new AuthenticationException("no password was given", null));
            boolean right = Arrays.equals(secret, password.toCharArray());
            Arrays.fill(secret, '\0');
            if (right) {
                return;
            }
            wrong++;
        }
    }
}
