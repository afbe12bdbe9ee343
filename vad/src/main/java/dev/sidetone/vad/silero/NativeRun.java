/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.vad.silero;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The native method beneath {@link OrtSession#run}. That one builds three maps and a dozen arrays
 * for every call, 560 bytes with 64-bit references; this one takes arrays made once, and leaves the
 * 16 bytes that the native side itself allocates. It is private to ONNX Runtime, so a version
 * without it is no error: {@link #of} says null, and the public method serves. Immutable.
 */
final class NativeRun {
    private static final MethodType RUN =
            MethodType.methodType(
                    boolean[].class,
                    long.class,
                    long.class,
                    long.class,
                    String[].class,
                    long[].class,
                    long.class,
                    String[].class,
                    long.class,
                    OnnxValue[].class,
                    long[].class,
                    long.class);

    private final MethodHandle run;
    private final MethodHandle tensorHandle;
    private final long api;
    private final long nativeSession;
    private final long allocator;

    private NativeRun(OrtSession session, String method) throws ReflectiveOperationException {
        MethodHandles.Lookup own = MethodHandles.lookup();
        MethodHandles.Lookup inside = MethodHandles.privateLookupIn(OrtSession.class, own);
        Class<?> runtime = Class.forName("ai.onnxruntime.OnnxRuntime");
        Class<?> tensor = OnnxTensor.class.getSuperclass();
        Class<?> allocatorType = Class.forName("ai.onnxruntime.OrtAllocator");
        Object sessionAllocator =
                inside.findVarHandle(OrtSession.class, "allocator", allocatorType).get(session);
        this.run = inside.findVirtual(OrtSession.class, method, RUN).bindTo(session);
        this.tensorHandle =
                inside.findVirtual(tensor, "getNativeHandle", MethodType.methodType(long.class))
                        .asType(MethodType.methodType(long.class, OnnxTensor.class));
        this.api = (long) inside.findStaticVarHandle(runtime, "ortApiHandle", long.class).get();
        this.nativeSession =
                (long)
                        inside.findVarHandle(OrtSession.class, "nativeHandle", long.class)
                                .get(session);
        this.allocator =
                (long)
                        inside.findVarHandle(allocatorType, "handle", long.class)
                                .get(sessionAllocator);
    }

    /** For this session; null when this version of ONNX Runtime has no such method. */
    static @Nullable NativeRun of(OrtSession session) {
        return of(session, "run");
    }

    /** The same where the method has another name. */
    static @Nullable NativeRun of(OrtSession session, String method) {
        try {
            return new NativeRun(session, method);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError anotherVersion) {
            return null;
        }
    }

    /** The arguments for one set of tensors, made once. */
    Prepared prepare(
            String[] inputNames, OnnxTensor[] inputs, String[] outputNames, OnnxTensor[] outputs) {
        return new Prepared(inputNames, handles(inputs), outputNames, outputs, handles(outputs));
    }

    private long[] handles(OnnxTensor[] tensors) {
        long[] handles = new long[tensors.length];
        try {
            for (int i = 0; i < tensors.length; i++) {
                handles[i] = (long) tensorHandle.invokeExact(tensors[i]);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
        return handles;
    }

    /** A run over one set of tensors. */
    final class Prepared {
        private final String[] inputNames;
        private final long[] inputs;
        private final String[] outputNames;
        private final OnnxValue[] outputs;
        private final long[] outputHandles;

        private Prepared(
                String[] inputNames,
                long[] inputs,
                String[] outputNames,
                OnnxValue[] outputs,
                long[] outputHandles) {
            this.inputNames = inputNames;
            this.inputs = inputs;
            this.outputNames = outputNames;
            // a copy whose type is the one the native method stores into
            this.outputs = Arrays.copyOf(outputs, outputs.length, OnnxValue[].class);
            this.outputHandles = outputHandles;
        }

        /** The session must be open: nothing beneath checks it. */
        void run() throws OrtException {
            try {
                boolean[] ownedByResult =
                        (boolean[])
                                run.invokeExact(
                                        api,
                                        nativeSession,
                                        allocator,
                                        inputNames,
                                        inputs,
                                        (long) inputs.length,
                                        outputNames,
                                        (long) outputHandles.length,
                                        outputs,
                                        outputHandles,
                                        0L);
                assert !ownedByResult[0];
            } catch (OrtException | RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
