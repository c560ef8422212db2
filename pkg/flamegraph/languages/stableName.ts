const CHANGING =
  /[/.+]0x[0-9a-f]+|(?<=\$\$Lambda)\$?\d*_?|(?<=\$\$(?:EnhancerBy\w+|FastClassBy\w+|SpringCGLIB)\$\$)[0-9a-f]+|(?<=(?:\$Proxy|Accessor|\$HiddenClass|DynamicClass))\d+|::h[0-9a-f]{16}$|(?:\.(?:isra|constprop|part|cold|lto_priv|llvm)(?:\.\d+)*)+(?: \[clone [^\]]*\])*$| \[clone [^\]]*\]|@plt$|@@?GLIBC_[\d.]+$|_\[[ijw]\]$/g;

/** Most names have none of it, and this is found out faster. */
const MAY_CHANGE = /[$@[]|0x|::h|\.(?:isra|constprop|part|cold|lto|llvm)|Accessor|DynamicClass/;

/** A name without what differs between two starts of a program: addresses, counters, hashes of a build. */
export function stableName(name: string): string {
  return MAY_CHANGE.test(name) ? name.replace(CHANGING, '') : name;
}

const ADDRESS = /^(?:0x[0-9a-f]+|(?=[a-f]*\d)[0-9a-f]{8,16})$/i;

/** Whether a name is an address, as profilers write it where there is no symbol. */
export function isAddress(name: string): boolean {
  return ADDRESS.test(name);
}
