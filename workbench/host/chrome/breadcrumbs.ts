import { createContext, useContext, useEffect } from 'react';

export interface Breadcrumb {
  text: string;
  url?: string;
}

export const BreadcrumbsContext = createContext<(crumbs: Breadcrumb[]) => void>(() => {});

/** Says in the top bar and the window's title where the reader is. */
export function useBreadcrumbs(crumbs: Breadcrumb[]): void {
  const set = useContext(BreadcrumbsContext);
  const key = JSON.stringify(crumbs);
  useEffect(() => {
    const own: Breadcrumb[] = JSON.parse(key);
    set(own);
    document.title = [...own.map(({ text }) => text).reverse(), 'Workbench'].filter(Boolean).join(' - ');
  }, [set, key]);
}
