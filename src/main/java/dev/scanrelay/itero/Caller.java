package dev.scanrelay.itero;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;

/** For whom a call is made, and where. */
public record Caller(PartnerId partner, AccountId account, String region) {}
