/** Everything that the tests of a run made the service say, searched for what the sandbox handed out. */
package dev.scanrelay.leaks;
