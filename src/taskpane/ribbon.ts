import type { Job, Section } from "./job";

type Press = Office.AddinCommands.Event;

/** The ribbon's buttons, by the names that the manifest calls. Each works in the pane, which opens for it. */
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
    // A first press opens the pane, which is then still looking at the sheets.
    inPane("analyse", () => job.idle().then(() => job.analyse())),
  );
  Office.actions.associate("templates", inPane("templates"));
  Office.actions.associate("portable", inPane("portable"));
  Office.actions.associate("help", (press: Press) => {
    Office.context.ui.openBrowserWindow(new URL("help/index.html", location.href).href);
    press.completed();
  });
}
