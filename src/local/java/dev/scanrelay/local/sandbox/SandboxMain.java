package dev.scanrelay.local.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The sandbox by itself. Settings come as {@code --port=8090}, as the system property {@code sandbox.port} or as the environment
 * variable {@code SANDBOX_PORT}, the first of them that is given: {@code port} (8090), {@code storage-port} (8091), {@code host}
 * (127.0.0.1), {@code public-host} (as {@code host}), {@code seed} (42), {@code max-scans} (5000).
 */
public final class SandboxMain {

    private static final System.Logger LOG = System.getLogger(SandboxMain.class.getName());

    private SandboxMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var settings = new Settings(List.of(arguments), System.getenv());
        var sandbox = Sandbox.start(settings.config());
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
        LOG.log(System.Logger.Level.INFO, "iTero sandbox: portal {0}", sandbox.baseUri());
        LOG.log(
                System.Logger.Level.INFO,
                "Discovery {0}, fixed base {1}",
                sandbox.discoveryUri(),
                sandbox.fixedBaseUri());
        LOG.log(
                System.Logger.Level.INFO,
                "Client {0}, secret {1}",
                SandboxConfig.CLIENT_ID,
                SandboxConfig.CLIENT_SECRET);
        new CountDownLatch(1).await();
    }

    record Settings(List<String> arguments, Map<String, String> environment) {

        SandboxConfig config() {
            return SandboxConfig.defaults()
                    .withHost(get("host").orElse("127.0.0.1"))
                    .withPublicHost(get("public-host"))
                    .withPort(number("port").orElse(8090L).intValue())
                    .withStoragePort(number("storage-port").orElse(8091L).intValue())
                    .withSeed(number("seed").orElse(42L))
                    .withMaxScans(number("max-scans").orElse(5_000L).intValue());
        }

        private Optional<Long> number(String name) {
            return get(name).map(text -> {
                try {
                    return Long.valueOf(text);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "--" + name + " is not a number; for example --" + name + "=8090");
                }
            });
        }

        private Optional<String> get(String name) {
            var prefix = "--" + name + "=";
            for (String argument : arguments) {
                if (argument.startsWith(prefix)) {
                    return Optional.of(argument.substring(prefix.length()));
                }
            }
            return Optional.ofNullable(System.getProperty("sandbox." + name))
                    .or(() -> Optional.ofNullable(environment.get(
                            "SANDBOX_" + name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'))));
        }
    }
}
