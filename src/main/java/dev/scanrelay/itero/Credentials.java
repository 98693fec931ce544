package dev.scanrelay.itero;

/** Whose credentials a request carried, and whether it went to a link that Align handed out: a 4xx means something else for each. */
enum Credentials {
    CLIENT,
    TOKEN,
    TOKEN_ON_LINK,
    NO_TOKEN_ON_LINK
}
