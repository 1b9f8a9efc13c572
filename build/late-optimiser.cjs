/** Tests run most code a few times only: V8 spends less time when it waits before it optimises a function. */
require("node:v8").setFlagsFromString("--interrupt-budget=1000000");
