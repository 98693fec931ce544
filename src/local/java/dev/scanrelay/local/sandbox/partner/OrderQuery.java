package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.Behaviour.DateFilter;
import dev.scanrelay.local.sandbox.world.Behaviour.Paging;
import dev.scanrelay.local.sandbox.world.Scan;
import dev.scanrelay.local.sandbox.world.World;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What Get Orders was asked for: {@code from} and {@code to} inclusive, as instants or dates; pages by last change. */
record OrderQuery(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> chartNumber,
        Optional<Token> token,
        int pageSize) {

    private static final int DEFAULT_PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    /** After what time to go on, and how often the end was passed. */
    record Token(long after, long round) {

        static Token of(String text) {
            try {
                var parts = text.split("-", 2);
                return new Token(number(parts[0]), parts.length == 1 ? 0 : number(parts[1]));
            } catch (NumberFormatException e) {
                throw Refusal.badRequest("pageToken is not one of ours");
            }
        }

        String text() {
            return Long.toString(after, Character.MAX_RADIX)
                    + (round == 0 ? "" : "-" + Long.toString(round, Character.MAX_RADIX));
        }

        Token again() {
            return new Token(after, round + 1);
        }

        private static long number(String text) {
            return Long.parseLong(text, Character.MAX_RADIX);
        }
    }

    record Page(List<OrderView> orders, Optional<String> nextPageToken) {}

    static OrderQuery of(Request request) {
        return new OrderQuery(
                request.query("from").map(text -> instant("from", text, false)),
                request.query("to").map(text -> instant("to", text, true)),
                request.query("chartNumber"),
                request.query("pageToken").map(Token::of),
                request.query("pageSize").map(OrderQuery::size).orElse(DEFAULT_PAGE));
    }

    Page page(List<Scan> scans, Account account, World world, Function<Scan, OrderView> view) {
        var behaviour = account.behaviour();
        var found = scans.stream()
                .filter(scan -> scan.isScanned() || behaviour.listRequested())
                .filter(scan -> !(scan.downloaded() && behaviour.downloadedVanish()))
                .filter(scan -> isInTime(scan, behaviour.dateFilter()))
                .filter(scan -> hasChart(scan, world))
                .filter(scan -> token.filter(last -> scan.modifiedAt().toEpochMilli() <= last.after())
                        .isEmpty())
                .sorted(Comparator.comparing(Scan::modifiedAt))
                .limit(pageSize + 1L)
                .toList();
        var page = found.subList(0, Math.min(pageSize, found.size()));
        var next = found.size() > pageSize
                ? Optional.of(new Token(page.getLast().modifiedAt().toEpochMilli(), 0))
                : pastTheEnd(behaviour.paging(), page);
        return new Page(page.stream().map(view).toList(), next.map(Token::text));
    }

    private Optional<Token> pastTheEnd(Paging paging, List<Scan> page) {
        var here = token.orElse(new Token(0, 0));
        return switch (paging) {
            case ENDS -> Optional.empty();
            case REPEATS_ITS_TOKEN -> Optional.of(here);
            case REPEATS_ITS_ORDERS -> Optional.of(here.again());
            case GOES_ON_EMPTY ->
                Optional.of(
                        page.isEmpty()
                                ? here.again()
                                : new Token(page.getLast().modifiedAt().toEpochMilli(), 1));
        };
    }

    private boolean isInTime(Scan scan, DateFilter filter) {
        var time = switch (filter) {
            case CHANGED -> scan.modifiedAt();
            case SCANNED -> scan.scannedAt().orElse(scan.modifiedAt());
        };
        return from.filter(time::isBefore).isEmpty() && to.filter(time::isAfter).isEmpty();
    }

    private boolean hasChart(Scan scan, World world) {
        return chartNumber.isEmpty()
                || world.patient(scan.companyId(), scan.patientId())
                        .filter(patient -> patient.hasChart(chartNumber.get()))
                        .isPresent();
    }

    private static Instant instant(String name, String text, boolean end) {
        try {
            if (text.length() > 10) {
                return Instant.parse(text);
            }
            var day = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            return end ? day.plusSeconds(86_400).minusMillis(1) : day;
        } catch (DateTimeParseException e) {
            throw Refusal.badRequest(name + " is neither an instant nor a date");
        }
    }

    private static int size(String text) {
        try {
            return Math.clamp(Integer.parseInt(text), 1, LARGEST_PAGE);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("pageSize is not a number");
        }
    }
}
