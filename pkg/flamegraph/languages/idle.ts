import type { Origin } from './ownership';

/** What a thread is in while it waits, by language: every sample of such a stack is of a thread that does nothing. */
const WAITING: readonly RegExp[] = [
  // Go
  /^runtime\.(?:gopark|goparkunlock|park_m|findRunnable|findrunnable|schedule|stopm|mPark|notesleep|notetsleep\w*|netpoll|epollwait|kevent|futexsleep|usleep|osyield|semasleep)$/,
  // JVM
  /(?:^|[/.])(?:Object\.wait0?|Thread\.(?:sleep0?|park|parkNanos|yield0?)|Unsafe\.park|LockSupport\.park\w*|VirtualThread\.park\w*|EPoll\.wait|EPollArrayWrapper\.(?:epollWait|poll)|KQueue\.poll|Net\.(?:poll|accept)|WEPoll\.wait|\w+Selector\w*\.(?:doSelect|select)|\w*ServerSocket\.(?:accept|implAccept)|PlainSocketImpl\.socketAccept|Native\.(?:epollWait\w*)|SocketDispatcher\.read0)$/,
  // Python
  /(?:^|\.)(?:Condition\.wait(?:_for)?|Event\.wait|\w*Selector\w*\.(?:select|_select)|_PollLikeSelector\.select|_wait_for_tstate_lock)$/,
  // Node.js
  /^\(idle\)$|:\(idle\)|^uv__io_poll/,
  // Ruby
  /(?:^| )(?:Kernel[#.](?:sleep|select)|IO[#.](?:select|wait\w*)|Thread(?:::Queue|::SizedQueue|::ConditionVariable|::Mutex)?[#.](?:pop|shift|wait|sleep|join)|(?:Queue|SizedQueue|ConditionVariable|Monitor)#(?:pop|shift|wait))$/,
  // .NET
  /(?:^|[.!])(?:Monitor\.(?:Wait|ObjWait)|Thread\.Sleep\w*|WaitHandle\.Wait\w+|ManualResetEventSlim\.Wait|SemaphoreSlim\.Wait\w*|LowLevelLifoSemaphore\.Wait\w*|LowLevelLock\.Wait\w*|PortableThreadPool\.(?:GateThread|WorkerThread)\.\w*Wait\w*|SocketAsyncEngine\.(?:EventLoop|WaitFor\w+))(?:\(|$)/,
  // The system
  /^(?:epoll_p?wait\d?|__epoll_wait|poll|__poll|ppoll|select|__select|pselect6?|kevent|nanosleep|clock_nanosleep|__nanosleep|futex_wait\w*|__futex_abstimed_wait\w*|pthread_cond_(?:timed)?wait\S*|do_idle|cpu_startup_entry|sigtimedwait|accept4?)$/,
];

/** Whether a function of the runtime or the system is where a thread waits for something to do. */
export function isIdle(name: string, { ownership }: Origin): boolean {
  return ownership === 'runtime' && WAITING.some((pattern) => pattern.test(name));
}
