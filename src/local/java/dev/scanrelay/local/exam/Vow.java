package dev.scanrelay.local.exam;

import java.util.function.BooleanSupplier;

/** Something that must not follow, looked at when the exam ends: software that is merely slow would else keep it. */
record Vow(BooleanSupplier broken, Order order) {}
