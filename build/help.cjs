const { marked } = require("marked");

/** A page of docs/functions as HTML for its address in functions.json; links between pages follow. */
function helpPage(markdown) {
  const title = /^# (.*)$/m.exec(markdown)?.[1];
  if (title === undefined) throw new Error("A help page begins with a line `# Title`.");
  const body = marked
    .parse(markdown, { async: false })
    .replace(/href="([\w-]+)\.md(#[\w-]*)?"/g, 'href="$1.html$2"');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'" />
    <title>${title} - Seatwise</title>
    <link rel="stylesheet" href="help.css" />
  </head>
  <body>
${body}
  </body>
</html>
`;
}

module.exports = { helpPage };
