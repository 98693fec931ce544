package dev.scanrelay.fetch;
