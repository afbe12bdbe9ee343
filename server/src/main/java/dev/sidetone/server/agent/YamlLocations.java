/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * Where each key and each list entry of a YAML document stands, by JSON pointer. Built by one walk
 * over its tokens.
 */
final class YamlLocations {
    private final Map<String, Place> places = new HashMap<>();

    /**
     * A place in a file.
     *
     * @param line counts from 1
     * @param column counts from 1
     */
    record Place(int line, int column) {}

    /** Reads all tokens; the parser is left at its end. */
    static YamlLocations of(JsonParser parser) {
        YamlLocations locations = new YamlLocations();
        locations.walk(parser);
        return locations;
    }

    /** The place of what a pointer names, or of its nearest parent that stands in the file. */
    Place of(String pointer) {
        String at = pointer;
        while (true) {
            Place place = places.get(at);
            if (place != null) {
                return place;
            }
            if (at.isEmpty()) {
                return new Place(1, 1);
            }
            at = at.substring(0, at.lastIndexOf('/'));
        }
    }

    private void walk(JsonParser parser) {
        Deque<Container> open = new ArrayDeque<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            Container inside = open.peek();
            if (token.isStructEnd()) {
                open.pop();
                continue;
            }
            if (token == JsonToken.PROPERTY_NAME && inside != null) {
                inside.child = inside.pointer + "/" + escape(parser.currentName());
                note(inside.child, parser);
                continue;
            }
            String pointer = inside == null ? "" : inside.childPointer();
            note(pointer, parser);
            if (token.isStructStart()) {
                open.push(new Container(pointer, token == JsonToken.START_ARRAY));
            }
        }
    }

    /** The first place noted for a pointer stays: that of the key, not of its value. */
    private void note(String pointer, JsonParser parser) {
        TokenStreamLocation location = parser.currentTokenLocation();
        places.putIfAbsent(pointer, new Place(location.getLineNr(), location.getColumnNr()));
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static final class Container {
        private final String pointer;
        private final boolean array;
        private int next;
        private String child = "";

        Container(String pointer, boolean array) {
            this.pointer = pointer;
            this.array = array;
        }

        String childPointer() {
            return array ? pointer + "/" + next++ : child;
        }
    }
}
