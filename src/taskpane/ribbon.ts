import type { Job, Section } from "./job";

type Press = Office.AddinCommands.Event;

/** Associates the ribbon's buttons by the names in the manifest. Each opens the pane and works there. */
export function associateCommands(job: Job): void {
  const inPane = (section: Section, work?: () => Promise<void>) => (press: Press) => {
    job.turnTo(section);
    void Office.addin.showAsTaskpane().then(() => {
      press.completed();
      return work?.();
    });
  };
  Office.actions.associate(
    "analyse",
    // The first press opens the pane, which then first looks at the sheets.
    inPane("analyse", () => job.idle().then(() => job.analyse())),
  );
  Office.actions.associate("templates", inPane("templates"));
  Office.actions.associate("portable", inPane("portable"));
  Office.actions.associate("help", (press: Press) => {
    Office.context.ui.openBrowserWindow(new URL("help/index.html", location.href).href);
    press.completed();
  });
}
