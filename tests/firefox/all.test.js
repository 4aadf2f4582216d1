/**
 * All that is tried in a real Firefox, in one session of it. Run by tests/e2e/test_firefox.py,
 * which starts the server and serves the editors' pages; a driver in Python for a Firefox with an
 * extension there is none without one more program.
 */

import "./behaviors.js";
import "./drawn.js";
// The last of these takes the key away.
import "./states.js";
