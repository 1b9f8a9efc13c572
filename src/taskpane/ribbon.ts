import type { Job } from "./job";
import type { Section } from "./pane-state";

type Press = Office.AddinCommands.Event;

/** Associates the ribbon's buttons by the names in the manifest. Each opens the pane and works there. */
export function associateCommands(job: Job): void {
  const inPane = (section: Section, work?: () => Promise<void>) => (press: Press) => {
    job.turnTo(section);
    void Office.addin
      .showAsTaskpane()
      .finally(() => press.completed())
      .then(() => work?.());
  };
  Office.actions.associate(
    "analyse",
    // The first press opens the pane, which then first looks at the sheets.
    inPane("analyse", () => job.idle().then(() => job.analyse())),
  );
  Office.actions.associate("templates", inPane("templates"));
  Office.actions.associate("portable", inPane("portable"));
  Office.actions.associate("help", (press: Press) => {
    void openHelp().finally(() => press.completed());
  });
}

/**
 * Excel on the web has no `openBrowserWindow`. There the page opens a window; where the browser blocks that, the pane
 * opens, which has a link to the help.
 */
async function openHelp(): Promise<void> {
  const { href } = new URL("help/index.html", location.href);
  if (Office.context.requirements.isSetSupported("OpenBrowserWindowApi", "1.1"))
    Office.context.ui.openBrowserWindow(href);
  else if (window.open(href) === null) await Office.addin.showAsTaskpane();
}
