import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import type { InMemoryExcel } from "../hosts/excel/office";

const OFFICE_JS = join(__dirname, "..", "..", "node_modules", "@microsoft", "office-js", "dist");

/** Where stores want the library to come from. */
export const CDN = "https://appsforoffice.microsoft.com/lib/1/hosted/";

/** Talk of the library with its host that is not about the workbook; the name by which the library sends it. */
const HOST_TALK = ["WacPartition", "SetOsfControlContainerReadyForCustomFunctions", "AddinVisibility"];

interface Message {
  readonly customData: string;
  readonly body: string;
}

/**
 * Makes the pages of a browser believe that desktop Excel shows them: office.js is the real one, from the package, and what it
 * asks is answered by `excel`.
 */
export async function showInExcel(context: BrowserContext, excel: InMemoryExcel): Promise<void> {
  await context.route(`${CDN}**`, (route) =>
    route.fulfill({
      path: join(OFFICE_JS, new URL(route.request().url()).pathname.replace("/lib/1/hosted/", "")),
    }),
  );
  await context.exposeFunction("answerOfficeJs", ({ customData, body }: Message): string => {
    const request = JSON.parse(body) as Parameters<InMemoryExcel["answer"]>[0];
    if (!HOST_TALK.includes(customData)) return JSON.stringify(excel.answer(request));
    return JSON.stringify({
      Results: request.Actions.map(({ Id }) => ({ ActionId: Id, Value: {} })),
      Error: null,
    });
  });
  await context.addInitScript(desktopHost);
}

/** What desktop Excel puts into the page, as far as office.js asks for it. Runs in the page. */
function desktopHost(): void {
  interface SafeArray {
    toArray(): unknown[];
  }
  const page = window as unknown as { answerOfficeJs(message: Message): Promise<string> };
  const safe = (array: unknown[]): SafeArray => ({ toArray: () => array });
  const excel = {
    GetAppType: () => 1,
    GetSolutionRef: () => "",
    GetAppVersionMajor: () => 16,
    GetAppVersionMinor: () => 0,
    GetAppUILocale: () => 1033,
    GetAppDataLocale: () => 1033,
    GetDocUrl: () => "",
    GetAppCapabilities: () => 0,
    GetActivationMode: () => 1,
    GetControlIntegrationLevel: () => 0,
    GetSolutionToken: () => "",
    GetHostFullVersion: () => "16.0.14332.20000",
    GetSupportedMatrix: () =>
      JSON.stringify({ ExcelApi: 1.14, SharedRuntime: 1.1, CustomFunctionsRuntime: 1.3 }),
    GetSettings: () => ({ Read: () => undefined }),
    GetOfficeThemeInfo: () => "{}",
  };
  const OK = 0;
  const EXECUTE_REQUEST = 93;
  const external = {
    GetHostInfo: () => "Excel$Win32$16.01$en-US$$$disableLogging$3",
    GetLoggingAllowed: () => false,
    GetContext: () => excel,
    Execute(id: number, [message]: readonly unknown[][], answer: (response: SafeArray) => void) {
      if (id !== EXECUTE_REQUEST) throw new Error(`The host knows no call ${id}`);
      const [customData, , , , body] = message as string[];
      void page
        .answerOfficeJs({ customData: customData ?? "", body: body ?? "" })
        .then((text) => answer(safe([OK, [200, [], text]])));
    },
    RegisterEvent: (_id: number, _target: string, _handler: unknown, done: (status: number) => void) =>
      done(OK),
    UnregisterEvent: (_id: number, _target: string, done: (status: number) => void) => done(OK),
  };
  Object.defineProperty(window, "external", { value: external });
}
