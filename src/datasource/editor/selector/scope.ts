import { printSelector, type Matcher } from '../../../../pkg/pyroscope/selector/selector';
import { hasVariable } from '../../query/interpolation/variableSyntax';

/** The selectors that labels and values are asked for: those of the series that the other matchers select. */
export function scopeOf(others: readonly Matcher[], profileTypeId: string): string[] {
  // A variable has no value here, and a label that equals its name would leave nothing to choose from.
  const known = others.filter(({ value }) => !hasVariable(value));
  const type =
    profileTypeId === '' || hasVariable(profileTypeId)
      ? []
      : [{ name: '__profile_type__', op: '=', value: profileTypeId } as const];
  const matchers = [...known, ...type];
  return matchers.length === 0 ? [] : [printSelector(matchers)];
}

/** Names a user chooses from: none of the server's own, and the service first, as nearly every selector begins with it. */
export function choosableNames(names: readonly string[], used: ReadonlySet<string> = new Set()): string[] {
  const own = names.filter((name) => !name.startsWith('__') && !used.has(name));
  return own.includes('service_name') ? ['service_name', ...own.filter((name) => name !== 'service_name')] : own;
}
