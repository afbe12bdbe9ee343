/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.media.worker;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has the JVM's own threads give way to the workers: the optimising compiler and the concurrent
 * collector work for tens to hundreds of milliseconds at a time, and on a core that they share with
 * a worker the scheduler would give them half of it. Linux only, where niceness is a thread's own
 * and raising it needs no right; elsewhere nothing happens.
 *
 * <p>Called once by a process's main thread. Threads that the JVM starts later inherit the niceness
 * of the compiler or collector thread that starts them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setpriority.2.html">setpriority(2)</a>
 */
public final class JvmThreads {

    /**
     * A third of the weight of a worker. Not less: where workers take the whole core because their
     * code is not yet compiled, only the compiler can end that.
     */
    static final int COMPILER_NICENESS = 5;

    /**
     * A tenth of the weight. When even that is too little, workers stall and so let it catch up.
     */
    static final int COLLECTOR_NICENESS = 10;

    /** Concurrent threads of G1 and ZGC; never those that work while the JVM stands still. */
    private static final List<String> COLLECTORS =
            List.of("G1 Conc", "G1 Main Marker", "G1 Refine", "ZWorker", "ZDriver");

    private static final Path OWN_THREADS = Path.of("/proc/self/task");
    private static final int PRIO_PROCESS = 0;

    private JvmThreads() {}

    /** Says which niceness a thread shall have from now on. */
    @FunctionalInterface
    interface Niceness {
        /** False when the system refused. */
        boolean set(int threadId, int niceness);
    }

    /**
     * Lowers them, as far as it can: a process is not kept from starting by what it does not need.
     *
     * @return how many threads give way from now on
     */
    public static int giveWay() {
        MethodHandle setPriority = Files.isDirectory(OWN_THREADS) ? setPriority() : null;
        return setPriority == null
                ? 0
                : giveWay(
                        OWN_THREADS, (threadId, niceness) -> set(setPriority, threadId, niceness));
    }

    @SuppressWarnings("restricted") // the flags of every process allow native access
    private static @Nullable MethodHandle setPriority() {
        try {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup()
                    .find("setpriority")
                    .map(function ->
                            linker.downcallHandle(
                                    function,
                                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)))
                    .orElse(null);
        } catch (UnsupportedOperationException | IllegalCallerException | LinkageError without) {
            return null;
        }
    }

    private static boolean set(MethodHandle setPriority, int threadId, int niceness) {
        try {
            return (int) setPriority.invokeExact(PRIO_PROCESS, threadId, niceness) == 0;
        } catch (Throwable broken) {
            throw new LinkageError("setpriority", broken);
        }
    }

    static int giveWay(Path threads, Niceness niceness) {
        int lowered = 0;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(threads)) {
            for (Path folder : folders) {
                int wanted = niceness(name(folder));
                int threadId = Integer.parseInt(folder.getFileName().toString());
                if (wanted > 0 && niceness.set(threadId, wanted)) {
                    lowered++;
                }
            }
        } catch (IOException | DirectoryIteratorException | LinkageError cutShort) {
            return lowered;
        }
        return lowered;
    }

    /** The kernel keeps 15 characters of a name. */
    private static int niceness(String name) {
        if (name.startsWith("C2 Compiler")) {
            return COMPILER_NICENESS;
        }
        return COLLECTORS.stream().anyMatch(name::startsWith) ? COLLECTOR_NICENESS : 0;
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException ended) {
            return ""; // a thread that ended since the folder was listed has no name
        }
    }
}
