package dev.scanrelay.local.sandbox.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Named routes with {@code {parameters}}; the first one that fits is taken. */
public final class Router {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final List<Route> routes = new ArrayList<>();

    record Route(String name, String method, Pattern path, List<String> parameters, Handler handler) {}

    record Match(Route route, Map<String, String> parameters) {}

    public Router on(String name, String method, String template, Handler handler) {
        var names = new ArrayList<String>();
        var regex = PARAMETER.matcher(template).replaceAll(found -> {
            names.add(found.group(1));
            return Matcher.quoteReplacement("([^/]+)");
        });
        routes.add(new Route(name, method, Pattern.compile(regex), names, handler));
        return this;
    }

    Optional<Match> match(String method, String path) {
        var wanted = method.equals("HEAD") ? "GET" : method;
        return routes.stream()
                .filter(route -> route.method().equals(wanted))
                .flatMap(route -> match(route, path).stream())
                .findFirst();
    }

    boolean knows(String path) {
        return routes.stream().anyMatch(route -> match(route, path).isPresent());
    }

    private static Optional<Match> match(Route route, String path) {
        var matcher = route.path().matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (int i = 0; i < route.parameters().size(); i++) {
            values.put(route.parameters().get(i), decode(matcher.group(i + 1)));
        }
        return Optional.of(new Match(route, values));
    }

    private static String decode(String segment) {
        return java.net.URLDecoder.decode(segment.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    }
}
