// Loaded before a script: writes to the descriptor 3 what its whole process took.
const { writeSync } = require("node:fs");

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  const megabytes = process.resourceUsage().maxRSS / 1024;
  writeSync(3, JSON.stringify({ seconds: (user + system) / 1e6, megabytes }));
});
