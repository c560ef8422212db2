import type { CallTree, FunctionIndex } from '../../calltree/tree';
import { runtime, type Origin } from './ownership';

/** Where a stack enters the kernel, which calls nothing outside of it. */
const KERNEL_ENTRY =
  'do_syscall_\\d|entry_S|__(?:x64|arm64|ia32|do|se)_(?:compat_)?sys_|x64_sys_call$|invoke_syscall$|ksys_|asm_(?:sysvec|exc|common)_|ret_from_fork|el[01]t?_|system_call|cpu_startup_entry$|do_idle$|finish_task_switch|native_queued_spin_lock';
/** Where Java's virtual machine compiles, collects garbage, or is called by compiled code. */
const JVM_ENTRY =
  '(?:CompileBroker|C[12]Compiler|VMThread|GCTask\\w+|\\w*GangWorker|Concurrent(?:G1|Mark)\\w+|G1[A-Z]\\w+|PS[MPS]\\w+|Shenandoah\\w+|(?:Opto|Shared|Interpreter)Runtime|Runtime1)::|(?:JVM|Unsafe)_[A-Z]\\w*$';
/** One pattern: most names are of neither, and each name of a profile is looked at. */
const ENTRY = new RegExp(`^(?:(${KERNEL_ENTRY})|${JVM_ENTRY})`);

const KERNEL = runtime('kernel');
const JVM = runtime('jvm');

/** Where functions are seen: a bit each. */
const IN_KERNEL = 1;
const IN_JVM = 2;
const ELSEWHERE = 4;

/** What a function is by which a stack enters one of them. */
export function systemEntry(name: string): Origin | undefined {
  const match = ENTRY.exec(name);
  return match ? (match[1] ? KERNEL : JVM) : undefined;
}

/**
 * Tells of functions that are in the kernel or in Java's virtual machine wherever they are called: their own names may
 * be those of anybody's C (`tcp_sendmsg`, `PhaseLive::compute`), so it is told by what calls them.
 */
export function systemFunctions({
  length,
  functions: { names },
  function: functionOf,
  subtreeEnd,
}: CallTree): (fn: FunctionIndex) => Origin | undefined {
  const entry = names.map(systemEntry);
  if (!entry.some(Boolean)) {
    return () => undefined;
  }
  const seen = new Uint8Array(names.length);
  let kernelEnd = 0;
  let jvmEnd = 0;
  for (let row = 0; row < length; row++) {
    const fn = functionOf[row];
    if (entry[fn] === KERNEL && row >= kernelEnd) {
      kernelEnd = subtreeEnd[row];
    } else if (entry[fn] === JVM && row >= jvmEnd) {
      jvmEnd = subtreeEnd[row];
    }
    seen[fn] |= row < kernelEnd ? IN_KERNEL : row < jvmEnd ? IN_JVM : ELSEWHERE;
  }
  return (fn) => {
    if ((seen[fn] & (IN_KERNEL | ELSEWHERE)) === IN_KERNEL) {
      return KERNEL;
    }
    // It calls Java, too: to load a class.
    return seen[fn] === IN_JVM && !/^[\w$]+[./]/.test(names[fn]) ? JVM : undefined;
  };
}
