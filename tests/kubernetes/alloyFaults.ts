import type { AlloyBlock } from './alloy';

/** What a component or a block in it takes, as Alloy's reference lists it. */
interface Known {
  arguments: string[];
  required: string[];
  /** Taken, and without effect. */
  deprecated?: string[];
  blocks?: Record<string, Known>;
}

export interface Component extends Known {
  exports: string[];
}

/** What is wrong with a configuration that can be read: a sentence each, with its line. */
export function alloyFaults(blocks: readonly AlloyBlock[], components: Record<string, Component>): string[] {
  const exported = new Set(
    blocks.flatMap(({ name, label }) => (components[name]?.exports ?? []).map((field) => `${name}.${label}.${field}`))
  );
  return blocks.flatMap((block) => {
    const known = components[block.name];
    if (!known) {
      return [`line ${block.line}: there is no component ${block.name}`];
    }
    return [
      ...(block.label ? [] : [`line ${block.line}: ${block.name} needs a label`]),
      ...within(block, known, exported),
    ];
  });
}

function within(block: AlloyBlock, known: Known, exported: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  for (const { name, line, references } of block.attributes) {
    if (!known.arguments.includes(name)) {
      faults.push(`line ${line}: ${block.name} has no argument ${name}`);
    } else if (known.deprecated?.includes(name)) {
      faults.push(`line ${line}: ${name} of ${block.name} has no effect any more`);
    }
    for (const reference of references.filter((one) => !exported.has(one))) {
      faults.push(`line ${line}: nothing exports ${reference}`);
    }
  }
  const given = block.attributes.map(({ name }) => name);
  for (const missing of known.required.filter((name) => !given.includes(name))) {
    faults.push(`line ${block.line}: ${block.name} needs ${missing}`);
  }
  for (const inner of block.blocks) {
    const its = known.blocks?.[inner.name];
    faults.push(
      ...(its ? within(inner, its, exported) : [`line ${inner.line}: ${block.name} has no block ${inner.name}`])
    );
  }
  return faults;
}
