/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.orchestrator.provider.openai;

import dev.sidetone.orchestrator.provider.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins the pieces in which tool calls are streamed. The vendor keys them by index and tells id and
 * name once; servers that speak its protocol may leave the index out or always say 0, repeat the
 * id, or give a call whole. So: a piece belongs to the call of its index, without index to the call
 * of its id or else to the newest; and another id than the call has, or another name where neither
 * index nor id is given, begins a new call. One for each answer; loop's thread.
 */
final class ToolCallMerger {
    /** The server gave no index. */
    static final int NO_INDEX = -1;

    /** The vendor allows 128 tools; nobody speaks so many wishes in one breath. */
    static final int MAX_CALLS = 16;

    private static final int MAX_ARGUMENT_CHARS = 64 * 1024;

    private final List<Part> parts = new ArrayList<>();
    private boolean overflown;

    private static final class Part {
        private final int index;
        private String id;
        private String name;
        private final StringBuilder arguments = new StringBuilder();

        Part(int index, String id, String name) {
            this.index = index;
            this.id = id;
            this.name = name;
        }
    }

    /** Takes a piece; see {@link ChatChunkSink#onToolCall}. */
    void take(int index, String id, String name, String arguments) {
        Part part = find(index, id, name);
        if (part == null) {
            if (parts.size() == MAX_CALLS) {
                overflown = true;
                return;
            }
            part = new Part(index, id, name);
            parts.add(part);
        }
        if (part.id.isEmpty()) {
            part.id = id;
        }
        if (part.name.isEmpty()) {
            part.name = name;
        }
        if (part.arguments.length() + arguments.length() > MAX_ARGUMENT_CHARS) {
            overflown = true;
            return;
        }
        part.arguments.append(arguments);
    }

    private @Nullable Part find(int index, String id, String name) {
        Part newest = null;
        for (Part part : parts.reversed()) {
            boolean candidate = index == NO_INDEX || part.index == index;
            if (candidate && !id.isEmpty() && part.id.equals(id)) {
                return part;
            }
            if (candidate && newest == null) {
                newest = part;
            }
        }
        if (newest == null) {
            return null;
        }
        boolean anotherId = !id.isEmpty() && !newest.id.isEmpty();
        boolean anotherWhole =
                index == NO_INDEX && id.isEmpty() && !name.isEmpty() && !newest.name.isEmpty();
        return anotherId || anotherWhole ? null : newest;
    }

    /** True when nothing was taken. */
    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** True when there were more calls, or longer arguments, than anyone needs. */
    boolean overflown() {
        return overflown;
    }

    /**
     * The calls in the order they began; those without a name are left out. A call without an id,
     * or with one that is taken, gets its own.
     *
     * @param taken ids used before in the same conversation; those given out are added
     */
    List<ToolCall> calls(Set<String> taken) {
        List<ToolCall> calls = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (!part.name.isEmpty()) {
                String arguments = part.arguments.toString();
                calls.add(
                        new ToolCall(
                                freeId(part.id, taken),
                                part.name,
                                arguments.isBlank() ? "{}" : arguments));
            }
        }
        return calls;
    }

    private static String freeId(String id, Set<String> taken) {
        String wanted = id.isEmpty() ? "call" : id;
        String free = id.isEmpty() ? "call-1" : id;
        for (int next = 2; !taken.add(free); next++) {
            free = wanted + "-" + next;
        }
        return free;
    }
}
