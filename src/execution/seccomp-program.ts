/**
 * The BPF program that bubblewrap installs last: what no host of isolates needs, and what has been used to break out of
 * containers, is refused. Numbers are those of x86-64 (linux/arch/x86/entry/syscalls/syscall_64.tbl), the one machine that
 * the jails are made for; sandboxes/supervisor/filter.c has the same list for Python.
 */

const loadWord = 0x20;
const jumpIfEqual = 0x15;
const jumpIfAtLeast = 0x35;
const jumpIfAnyBit = 0x45;
const answer = 0x06;

const allow = 0x7fff_0000;
const killProcess = 0x8000_0000;
const refuse = (errno: number): number => 0x0005_0000 | errno;
const eperm = 1;
const enosys = 38;
const eafnosupport = 97;

/** Offsets in struct seccomp_data. */
const numberAt = 0;
const architectureAt = 4;
const firstArgumentAt = 16;
const secondArgumentAt = 24;

const x86_64 = 0xc000_003e;
const x32Bit = 0x4000_0000;
const namespaceFlags = 0x7e02_0000;
const unixSockets = 1;

const call = { socket: 41, clone: 56, ioctl: 16 };
const terminalInput = [0x5412, 0x541c];

const refused = {
  add_key: 248,
  keyctl: 250,
  request_key: 249,
  bpf: 321,
  perf_event_open: 298,
  userfaultfd: 323,
  mount: 165,
  umount2: 166,
  pivot_root: 155,
  chroot: 161,
  setns: 308,
  unshare: 272,
  ptrace: 101,
  process_vm_readv: 310,
  process_vm_writev: 311,
  move_mount: 429,
  open_tree: 428,
  fsopen: 430,
  fsconfig: 431,
  fsmount: 432,
  fspick: 433,
  mount_setattr: 442,
  open_by_handle_at: 304,
  name_to_handle_at: 303,
  swapon: 167,
  swapoff: 168,
  reboot: 169,
  acct: 163,
  quotactl: 179,
  syslog: 103,
  kexec_load: 246,
  kexec_file_load: 320,
  init_module: 175,
  finit_module: 313,
  delete_module: 176,
  pidfd_getfd: 438,
  kcmp: 312,
  seccomp: 317,
  personality: 135,
  iopl: 172,
  ioperm: 173,
  modify_ldt: 154,
  fanotify_init: 300,
  lookup_dcookie: 212,
  process_madvise: 440,
  mbind: 237,
  migrate_pages: 256,
  move_pages: 279,
  vmsplice: 278,
  settimeofday: 164,
  clock_settime: 227,
  adjtimex: 159,
  clock_adjtime: 305,
  sethostname: 170,
  setdomainname: 171,
  memfd_create: 319,
  shmget: 29,
  msgget: 68,
  mq_open: 240,
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
  memfd_secret: 447,
  execveat: 322,
};
/** The caller is told that there is no such call: clone3, which hides its flags from us. */
const absent = { clone3: 435 };
/** A host of isolates listens to nobody and connects to nobody. */
const connecting = { connect: 42, accept: 43, bind: 49, listen: 50, accept4: 288 };

interface Instruction {
  readonly code: number;
  readonly yes: number;
  readonly no: number;
  readonly value: number;
}

const load = (value: number): Instruction => ({ code: loadWord, yes: 0, no: 0, value });
const end = (value: number): Instruction => ({ code: answer, yes: 0, no: 0, value });
const onlyIf = (code: number, value: number, action: number): Instruction[] => [
  { code, yes: 0, no: 1, value },
  end(action),
];
const ifEqual = (value: number, action: number) => onlyIf(jumpIfEqual, value, action);

/** What is decided for one call by its arguments; what they do not decide is allowed. */
function onCall(number: number, rules: readonly Instruction[]): Instruction[] {
  return [{ code: jumpIfEqual, yes: 0, no: rules.length + 1, value: number }, ...rules, end(allow)];
}

export function seccompProgram(): Buffer {
  const program = [
    load(architectureAt),
    { code: jumpIfEqual, yes: 1, no: 0, value: x86_64 },
    end(killProcess),
    load(numberAt),
    ...onlyIf(jumpIfAtLeast, x32Bit, refuse(enosys)),
    ...[...Object.values(refused), ...Object.values(connecting)].flatMap((number) =>
      ifEqual(number, refuse(eperm)),
    ),
    ...Object.values(absent).flatMap((number) => ifEqual(number, refuse(enosys))),
    ...onCall(call.clone, [load(firstArgumentAt), ...onlyIf(jumpIfAnyBit, namespaceFlags, refuse(eperm))]),
    ...onCall(call.socket, [
      load(firstArgumentAt),
      ...ifEqual(unixSockets, allow),
      end(refuse(eafnosupport)),
    ]),
    ...onCall(call.ioctl, [
      load(secondArgumentAt),
      ...terminalInput.flatMap((number) => ifEqual(number, refuse(eperm))),
    ]),
    end(allow),
  ];
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(({ code, yes, no, value }, at) => {
    bytes.writeUInt16LE(code, at * 8);
    bytes.writeUInt8(yes, at * 8 + 2);
    bytes.writeUInt8(no, at * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, at * 8 + 4);
  });
  return bytes;
}
