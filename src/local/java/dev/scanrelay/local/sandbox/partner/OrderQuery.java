package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.Behaviour.DateFilter;
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
        Optional<Instant> after,
        int pageSize) {

    private static final int DEFAULT_PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    record Page(List<OrderView> orders, Optional<String> nextPageToken) {}

    static OrderQuery of(Request request) {
        return new OrderQuery(
                request.query("from").map(text -> instant("from", text, false)),
                request.query("to").map(text -> instant("to", text, true)),
                request.query("chartNumber"),
                request.query("pageToken").map(OrderQuery::token),
                request.query("pageSize").map(OrderQuery::size).orElse(DEFAULT_PAGE));
    }

    Page page(List<Scan> scans, Account account, World world, Function<Scan, OrderView> view) {
        var behaviour = account.behaviour();
        var found = scans.stream()
                .filter(scan -> scan.isScanned() || behaviour.listRequested())
                .filter(scan -> !(scan.downloaded() && behaviour.downloadedVanish()))
                .filter(scan -> isInTime(scan, behaviour.dateFilter()))
                .filter(scan -> hasChart(scan, world))
                .filter(scan ->
                        after.filter(last -> !scan.modifiedAt().isAfter(last)).isEmpty())
                .sorted(Comparator.comparing(Scan::modifiedAt))
                .limit(pageSize + 1L)
                .toList();
        var page = found.subList(0, Math.min(pageSize, found.size()));
        var next = found.size() > pageSize
                ? Optional.of(Long.toString(page.getLast().modifiedAt().toEpochMilli(), Character.MAX_RADIX))
                : Optional.<String>empty();
        return new Page(page.stream().map(view).toList(), next);
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

    private static Instant token(String text) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(text, Character.MAX_RADIX));
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("pageToken is not one of ours");
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
