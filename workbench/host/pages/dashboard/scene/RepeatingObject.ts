import {
  LocalValueVariable,
  MultiValueVariable,
  type SceneObject,
  SceneObjectBase,
  type SceneObjectState,
  SceneVariableSet,
  VariableDependencyConfig,
  type VariableValueOption,
  sceneGraph,
} from '@grafana/scenes';

export interface Repeatable<T extends SceneObject> {
  /** The name of a variable: made once for each of its values. */
  repeat?: string;
  /** `copy` counts from 0. */
  make(copy: number): T;
}

interface RepeatingState<T extends SceneObject> extends SceneObjectState {
  children: T[];
}

/**
 * Children of which some are there once for each value of a variable, which has that one value within them. A child
 * stays as long as its value is chosen.
 */
export abstract class RepeatingObject<
  T extends SceneObject,
  S extends RepeatingState<T> = RepeatingState<T>,
> extends SceneObjectBase<S> {
  private readonly made = new Map<string, T>();

  constructor(
    state: Omit<S, 'children'>,
    private readonly entries: Array<Repeatable<T>>
  ) {
    super({ ...state, children: [] as T[] } as S);
    const children = entries.flatMap((entry, index) => (entry.repeat ? [] : [this.child(entry, index)]));
    this.setState({ children } as Partial<S>);
    const names = entries.flatMap(({ repeat }) => repeat ?? []);
    if (names.length) {
      const repeat = () => {
        if (!dependency.hasDependencyInLoadingState()) {
          this.repeat();
        }
      };
      const dependency = new VariableDependencyConfig<S>(this, {
        variableNames: names,
        statePaths: [],
        onVariableUpdateCompleted: repeat,
      });
      this._variableDependency = dependency;
      this.addActivationHandler(repeat);
    }
  }

  /** Called when there are others, or more or fewer of them. */
  protected childrenChanged(_count: number): void {}

  private repeat(): void {
    const children = this.entries.flatMap((entry, index) =>
      entry.repeat
        ? valuesOf(this, entry.repeat).map((option, copy) => this.child(entry, index, { ...option, copy }))
        : [this.child(entry, index)]
    );
    if (children.length !== this.state.children.length || children.some((one, i) => one !== this.state.children[i])) {
      this.setState({ children } as Partial<S>);
      this.childrenChanged(children.length);
    }
  }

  private child(entry: Repeatable<T>, index: number, option?: { value: string; text: string; copy: number }): T {
    const key = JSON.stringify([index, option?.value]);
    let child = this.made.get(key);
    if (!child) {
      child = entry.make(option?.copy ?? 0);
      if (option) {
        const variable = new LocalValueVariable({ name: entry.repeat, value: option.value, text: option.text });
        child.setState({ $variables: new SceneVariableSet({ variables: [variable] }) });
      }
      this.made.set(key, child);
    }
    return child;
  }
}

/** `All` is every option; a variable without a value is there once, empty. */
function valuesOf(object: SceneObject, name: string): Array<{ value: string; text: string }> {
  const variable = sceneGraph.lookupVariable(name, object);
  if (variable instanceof MultiValueVariable) {
    const { value, text, options } = variable.state;
    const texts = [text].flat().map(String);
    const chosen = variable.hasAllValue()
      ? options.map((option: VariableValueOption) => ({ value: String(option.value), text: option.label }))
      : [value].flat().map((one, i) => ({ value: String(one), text: texts[i] ?? String(one) }));
    return chosen.length ? chosen : [{ value: '', text: '' }];
  }
  const value = String(variable?.getValue() ?? '');
  return [{ value, text: value }];
}
