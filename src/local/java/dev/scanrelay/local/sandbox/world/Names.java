package dev.scanrelay.local.sandbox.world;

import dev.scanrelay.local.sandbox.content.Seed;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Fictive patients that follow from the seed, with the letters and the gaps that real lists have. */
final class Names {

    private static final List<String> FIRST = List.of(
            "Anna",
            "Jürgen",
            "Zoë",
            "Łukasz",
            "Åsa",
            "François",
            "María José",
            "Søren",
            "Chloé",
            "Günther",
            "Ida",
            "Błażej",
            "Noémie",
            "Jesús",
            "Aoife",
            "Çağla",
            "Emre",
            "Ólafur",
            "Renée",
            "Mehmet",
            "Siân");

    private static final List<String> LAST = List.of(
            "Müller",
            "Kowalczyk",
            "O'Connor",
            "Nuñez García",
            "Weiß",
            "Østergaard",
            "Škoda",
            "van den Berg",
            "Wójcik",
            "Lefèvre",
            "Yıldız",
            "Björk",
            "Dąbrowska",
            "García-Márquez",
            "Brown",
            "Nguyễn",
            "Šimić",
            "Schröder",
            "D'Angelo",
            "Ångström",
            "Okafor",
            "Žižek");

    private Names() {}

    /** Every thirteenth patient has no chart number, and number 17 shares that of number 16. */
    static Patient patient(long seed, long companyId, int number) {
        var random = Seed.random(seed, "patient", companyId, number);
        return new Patient(
                Seed.guid(seed, "patient", companyId, number),
                companyId,
                pick(FIRST, random),
                pick(LAST, random),
                chart(companyId, number),
                Optional.of("%d-%02d-%02d"
                        .formatted(1948 + random.nextInt(68), 1 + random.nextInt(12), 1 + random.nextInt(28))));
    }

    private static Optional<String> chart(long companyId, int number) {
        int shared = number == 17 ? 16 : number;
        return number % 13 == 12 ? Optional.empty() : Optional.of("%d-%04d".formatted(companyId % 1000, 1000 + shared));
    }

    private static String pick(List<String> names, SplittableRandom random) {
        return names.get(random.nextInt(names.size()));
    }
}
