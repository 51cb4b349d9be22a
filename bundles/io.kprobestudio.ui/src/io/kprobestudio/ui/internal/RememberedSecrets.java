/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.target.Prompter.SecretKind;
import io.kprobestudio.target.Prompter.SecretRequest;
import io.kprobestudio.target.TargetAddress;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.core.runtime.ILog;
import org.eclipse.equinox.security.storage.EncodingUtils;
import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Passwords and passphrases that the user wants to be remembered, in Eclipse's secure storage: encrypted on the disk, by a master
 * password that the system's key ring or the user keeps. A login password belongs to its target, a passphrase to its key file.
 * Storage that holds nothing of ours is never opened. May wait for the user, who is asked for the master password: not for
 * the UI thread.
 */
public final class RememberedSecrets {

    private static final String ROOT = "io.kprobestudio"; //$NON-NLS-1$
    private static final String TARGETS = "targets"; //$NON-NLS-1$
    private static final String KEYS = "keys"; //$NON-NLS-1$

    /** Whether answers of a kind are worth keeping: those to a server's own questions hold once. */
    public static boolean canKeep(SecretKind kind) {
        return kind != SecretKind.ANSWER;
    }

    /** What is remembered for a request; nothing where the storage cannot be read. */
    public Optional<char[]> find(SecretRequest request) {
        ISecurePreferences node = node(request, false);
        if (node == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(node.get(request.prompt(), null)).map(String::toCharArray);
        } catch (StorageException unreadable) {
            // without its master password the user is asked for the secret itself
            ILog.of(RememberedSecrets.class).warn("a remembered secret cannot be read: node=" + node.absolutePath() //$NON-NLS-1$
                    + " reason=" + unreadable.getMessage()); //$NON-NLS-1$
            return Optional.empty();
        }
    }

    /**
     * Remembers a secret.
     *
     * @throws IOException when the storage cannot be opened or written; the message says why
     */
    public void keep(SecretRequest request, char[] secret) throws IOException {
        ISecurePreferences node = node(request, true);
        if (node == null) {
            throw new IOException("there is no secure storage"); //$NON-NLS-1$
        }
        try {
            node.put(request.prompt(), new String(secret), true);
            node.flush();
        } catch (StorageException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    /** Forgets the answer to a request, which was wrong. */
    public void forget(SecretRequest request) {
        ISecurePreferences node = node(request, false);
        if (node != null) {
            node.remove(request.prompt());
            flush(node);
        }
    }

    /** Forgets the passwords of a target. */
    public void forget(TargetAddress target) {
        ISecurePreferences root = SecurePreferencesFactory.getDefault();
        String path = path(target);
        if (root != null && root.nodeExists(path)) {
            root.node(path).removeNode();
            flush(root);
        }
    }

    private static void flush(ISecurePreferences node) {
        try {
            node.flush();
        } catch (IOException unwritable) {
            ILog.of(RememberedSecrets.class).warn("the secure storage cannot be written", unwritable); //$NON-NLS-1$
        }
    }

    private static @Nullable ISecurePreferences node(SecretRequest request, boolean make) {
        ISecurePreferences root = SecurePreferencesFactory.getDefault();
        String path = request.kind() == SecretKind.PASSPHRASE ? ROOT + "/" + KEYS : path(request.target()); //$NON-NLS-1$
        return root == null || !make && !root.nodeExists(path) ? null : root.node(path);
    }

    private static String path(TargetAddress target) {
        return ROOT + "/" + TARGETS + "/" + EncodingUtils.encodeSlashes(target.toString()); //$NON-NLS-1$ //$NON-NLS-2$
    }
}
