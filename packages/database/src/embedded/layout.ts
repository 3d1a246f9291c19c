/** Names inside the folder of an embedded database; only this folder's files know them. */

/** PostgreSQL's own: appears in one step when its making has finished. */
export const DATA = 'data';
export const DATA_DRAFT = 'data.new';
/** Password of the role {@link ROLE}, for its owner only. */
export const PASSWORD = 'password';
export const LOCK = 'lock';
/** Number of the process that has the folder open: for people only, the lock decides. */
export const HOLDER = 'holder';
export const LOG = 'server.log';
export const PREVIOUS_LOG = 'server.previous.log';
/** Copy of the programs, where those of the installation are out of the server's reach. */
export const RUNTIME = 'runtime-';

/** Role and database that the program works as and in: an owner without the rights of a superuser. */
export const ROLE = 'shouhu';

/** Whether a name in the folder is one of ours, or of a file system whose root it is. */
export function isOwn(name: string): boolean {
  const own = [DATA, DATA_DRAFT, PASSWORD, LOCK, HOLDER, LOG, PREVIOUS_LOG, 'lost+found'];
  return own.includes(name) || name.startsWith(RUNTIME);
}
