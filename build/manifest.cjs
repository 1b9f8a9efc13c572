/** The address of the pane in the manifest of the repository: the developer's machine. */
const DEVELOPMENT = "https://localhost:3000";

/** The id of the add-in with a prefix, so that both can be installed side by side. */
const PREFIXED_ID = "c0a4d6f1-2b7e-4e0c-9a55-3d1f8b6e7a90";

/** The manifest for a host. The address must be https and must not end in a slash. */
function manifestAt(manifest, address) {
  if (!/^https:\/\/[^/]+(\/[^?#\s"<>&]*[^/?#\s"<>&])?$/.test(address)) {
    throw new Error(`The address ${address} must be https://host/folder without a slash at the end.`);
  }
  return manifest.replaceAll(DEVELOPMENT, address);
}

/** The manifest with a namespace: the functions are called SEATWISE.FLEXCOST and so on. */
function withNamespace(manifest) {
  return swapped(manifest, [
    [/<Id>[^<]*<\/Id>/, `<Id>${PREFIXED_ID}</Id>`],
    ['<DisplayName DefaultValue="Seatwise"/>', '<DisplayName DefaultValue="Seatwise (with prefix)"/>'],
    ["</Metadata>", '</Metadata>\n            <Namespace resid="Functions.Namespace"/>'],
    [
      "<bt:ShortStrings>",
      '<bt:ShortStrings>\n        <bt:String id="Functions.Namespace" DefaultValue="SEATWISE"/>',
    ],
  ]);
}

function swapped(text, swaps) {
  return swaps.reduce((result, [from, to]) => {
    const next = result.replace(from, () => to);
    if (next === result) throw new Error(`The manifest has no ${String(from)}.`);
    return next;
  }, text);
}

module.exports = { DEVELOPMENT, manifestAt, withNamespace };
