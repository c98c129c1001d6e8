import i18next, { type Resource } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = { en: "English", pl: "Polski" } as const;
export type Language = keyof typeof LANGUAGES;

const KEPT = "largesse-language";
// A chunk for each language: only that of the reader is fetched.
const catalogues: Record<Language, () => Promise<{ catalogue: Record<string, unknown> }>> = {
  en: () => import("./en"),
  pl: () => import("./pl"),
};

/** The language that was chosen here before, else that of the browser, else English. */
export function chosenLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return wanted.find((tag): tag is Language => tag !== undefined && tag in LANGUAGES) ?? "en";
}

export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    interpolation: { escapeValue: false },
    resources: { en: (await catalogues.en()).catalogue } as Resource,
  });
  await speak(chosenLanguage(), false);
}

/** From now on everything is said in this language. */
export async function speak(language: Language, keep = true): Promise<void> {
  if (keep) localStorage.setItem(KEPT, language);
  const { catalogue } = await catalogues[language]();
  for (const [name, texts] of Object.entries(catalogue)) i18next.addResourceBundle(language, name, texts);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
