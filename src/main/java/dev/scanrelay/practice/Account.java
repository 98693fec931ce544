package dev.scanrelay.practice;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;

/** A partner's account: two partners never share what is known of one. */
record Account(PartnerId partner, AccountId id) {}
