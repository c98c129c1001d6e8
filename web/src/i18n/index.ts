import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";

import { queries } from "@/api/queries";

export const LANGUAGES = { en: "English", pl: "Polski" } as const;
export type Language = keyof typeof LANGUAGES;

const KEPT = "largesse-language";
const FILES = import.meta.glob<Record<string, unknown>>("./*/*.json", { import: "default" });
// What every page says, and what is said outside of pages; the rest comes with its page.
const SHARED = ["app", "progress", "reasons", "tree"];

const files: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, space, done) => {
    const load = FILES[`./${language}/${space}.json`];
    if (load === undefined) done(new Error(`no texts: ${language}/${space}`), null);
    else load().then((texts) => done(null, texts), (error: unknown) => done(error as Error, null));
  },
};

/** The language that was chosen here before, else that of the browser, else English. */
export function chosenLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return wanted.find((tag): tag is Language => tag !== undefined && tag in LANGUAGES) ?? "en";
}

export async function startLanguage(): Promise<void> {
  const language = chosenLanguage();
  document.documentElement.lang = language;
  await i18next
    .use(files)
    .use(initReactI18next)
    .init({
      lng: language,
      // Both languages say the same things; the tests hold them to it.
      fallbackLng: false,
      ns: SHARED,
      defaultNS: "app",
      interpolation: { escapeValue: false },
    });
}

/** The texts of all pages, so that none has to wait for its own; called once the first one is shown. */
export function loadTheRest(): void {
  const spaces = Object.keys(FILES).filter((path) => path.startsWith("./en/"));
  void i18next.loadNamespaces(spaces.map((path) => path.slice("./en/".length, -".json".length)));
}

/** From now on everything is said in this language. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  // What the server said was put into words when it came.
  void queries.invalidateQueries();
}
