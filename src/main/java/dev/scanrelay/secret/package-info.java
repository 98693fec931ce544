/** Keeping secrets: values that never print themselves, and the keyset that encrypts what rests in the database. Google Tink lives here alone. */
@org.jspecify.annotations.NullMarked
package dev.scanrelay.secret;
