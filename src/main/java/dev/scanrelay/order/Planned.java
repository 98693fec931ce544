package dev.scanrelay.order;

import dev.scanrelay.transfer.ObjectAddress;

/** A plan whose manifest is in the store. */
public record Planned(Plan plan, ObjectAddress manifest) {}
