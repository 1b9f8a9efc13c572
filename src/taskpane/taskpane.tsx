import { FluentProvider, webDarkTheme, webLightTheme, type Theme } from "@fluentui/react-components";
import { createRoot } from "react-dom/client";
import { parseIsoDay } from "../engine/calendar";
import type { DayNumber } from "../engine/units";
import { showCell } from "../hosts/excel/excel";
import { associateCommands } from "./ribbon";
import { ExcelOnPage } from "./excel-on-page";
import { FileChoice } from "./files";
import { InBrowser } from "./in-browser";
import { InExcel } from "./in-excel";
import { Job } from "./job";
import { Pane } from "./pane";
import { startWork } from "./start-work";

/** Today in the user's time zone. */
function localToday(): DayNumber {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  const iso = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return parseIsoDay(iso) as DayNumber;
}

/** Excel reports a dark theme only on request. */
const theme = (): Theme =>
  typeof Office !== "undefined" && (Office.context.officeTheme as Office.OfficeTheme | undefined)?.isDarkTheme
    ? webDarkTheme
    : webLightTheme;

function open(place: "excel" | "browser"): void {
  const inExcel = place === "excel";
  const started = inExcel
    ? startWork(place, new InExcel(), new ExcelOnPage().served)
    : startWork(place, new InBrowser());
  const job = new Job(started, { today: localToday, ...(inExcel ? { showCell } : {}) });
  const element = document.getElementById("pane");
  if (!element) throw new Error("The page has no element for the pane.");
  createRoot(element).render(
    <FluentProvider theme={theme()}>
      <Pane job={job}>{!inExcel && <FileChoice job={job} />}</Pane>
    </FluentProvider>,
  );
  if (inExcel) associateCommands(job);
  void job.look();
}

if (typeof Office === "undefined") open("browser");
else void Office.onReady(({ host }) => open(host === Office.HostType.Excel ? "excel" : "browser"));
