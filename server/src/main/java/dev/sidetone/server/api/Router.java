/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds who answers a request. Immutable once built; handlers run on the virtual thread that asks.
 * Unknown paths are 404, known paths under another method 405 with {@code Allow}; routes behind the
 * gate ask for the bearer token first.
 */
public final class Router {

    /** Answers one kind of request; may block. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Answers.
         *
         * @param id what stood in the path for <code>{id}</code>; empty where the path has none
         */
        ApiResponse handle(ApiRequest request, String id);
    }

    private record Route(String method, List<String> path, boolean gated, Handler handler) {}

    private final List<Route> routes = new ArrayList<>();
    private final Predicate<ApiRequest> gate;

    /**
     * A router without routes.
     *
     * @param gate true for a request that may pass to gated routes
     */
    public Router(Predicate<ApiRequest> gate) {
        this.gate = gate;
    }

    /** Adds a route that anybody may use. */
    public Router open(String method, String path, Handler handler) {
        routes.add(new Route(method, segments(path), false, handler));
        return this;
    }

    /** Adds a route behind the gate. */
    public Router gated(String method, String path, Handler handler) {
        routes.add(new Route(method, segments(path), true, handler));
        return this;
    }

    /** Adds all routes of another router. */
    public Router include(Router other) {
        routes.addAll(other.routes);
        return this;
    }

    /** Method and path of every route, as {@code GET /v1/calls/{id}}. */
    public List<String> served() {
        return routes.stream()
                .map(route -> route.method() + " " + String.join("/", route.path()))
                .toList();
    }

    /** Answers a request, whatever it is. */
    public ApiResponse answer(ApiRequest request) {
        List<String> path = segments(request.path());
        TreeSet<String> allowed = new TreeSet<>();
        boolean head = "HEAD".equals(request.method());
        for (Route route : routes) {
            String id = match(route.path(), path);
            if (id == null) {
                continue;
            }
            if (route.method().equals(request.method()) || (head && "GET".equals(route.method()))) {
                return route.gated() && !gate.test(request)
                        ? unauthorized()
                        : route.handler().handle(request, id);
            }
            allowed.add(route.method());
        }
        if (allowed.isEmpty()) {
            return ApiResponse.problem(
                    404, "not_found", "Not found", "There is nothing at this path.");
        }
        String allow = String.join(", ", allowed);
        return ApiResponse.problem(
                        405,
                        "method_not_allowed",
                        "Method not allowed",
                        "This path takes " + allow + ".")
                .with("Allow", allow);
    }

    private static ApiResponse unauthorized() {
        return ApiResponse.problem(
                        401,
                        "unauthorized",
                        "Unauthorized",
                        "This path needs the admin token, as the header Authorization: Bearer TOKEN.")
                .with("WWW-Authenticate", "Bearer realm=\"sidetone\"");
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    private static @Nullable String match(List<String> pattern, List<String> path) {
        if (pattern.size() != path.size()) {
            return null;
        }
        String id = "";
        for (int i = 0; i < pattern.size(); i++) {
            if ("{id}".equals(pattern.get(i))) {
                if (path.get(i).isEmpty()) {
                    return null;
                }
                id = path.get(i);
            } else if (!pattern.get(i).equals(path.get(i))) {
                return null;
            }
        }
        return id;
    }
}
