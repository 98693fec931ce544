package dev.scanrelay.itero;

/** Whose credentials a request carried: a 401 means something else for each. */
enum Credentials {
    CLIENT,
    TOKEN,
    NONE
}
