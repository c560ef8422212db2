import { createContext } from 'react';

/** Which app's page is shown: what its pages are called where they do not say it themselves. */
export interface AppSection {
  appName: string;
  appUrl: string;
  pageName: string;
}

export const AppSectionContext = createContext<AppSection | undefined>(undefined);
