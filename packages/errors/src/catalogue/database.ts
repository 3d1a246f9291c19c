import type { Entry } from '../entry.ts';

/** SH-B: PostgreSQL cannot be started or reached, or does not fit this program. */
export const databaseErrors = {
  'SH-B001': {
    exit: 1,
    zh: '内置数据库无法启动（{folder}）：{detail}',
    en: 'The embedded database in {folder} could not be started: {detail}',
    fix_zh:
      '查看 {folder} 里的 server.log；磁盘、内存、权限都正常而仍不能启动时，用 DATABASE_URL 指向本单位的 PostgreSQL',
    fix_en:
      'See server.log in {folder}; where disk, memory and rights are fine and it still fails, let DATABASE_URL name a PostgreSQL of your own',
  },
  'SH-B002': {
    exit: 1,
    zh: '数据库文件夹 {folder} 正被另一个进程使用（进程 {pid}）',
    en: 'The database in {folder} is in use by another process ({pid})',
    fix_zh: '先停止那个进程；同一文件夹同时只能由一个进程打开',
    fix_en: 'Stop that process first; one process at a time opens a folder',
  },
  'SH-B003': {
    exit: 1,
    zh: '{folder} 已有其他内容（{name}），不是数据库文件夹，不会写入',
    en: '{folder} holds something else than a database ({name}) and is left alone',
    fix_zh: '换一个空文件夹',
    fix_en: 'Give an empty folder',
  },
  'SH-B004': {
    exit: 1,
    zh: '以 root 启动时，数据库由另一个系统用户（uid {uid}）运行，而它进不了 {folder}',
    en: 'Started by root, the database runs as another user (uid {uid}), who cannot get into {folder}',
    fix_zh: '换一个它能进入的文件夹，如 /var/lib/shouhu；或改用普通用户启动',
    fix_en: 'Give a folder that this user can get into, such as /var/lib/shouhu, or start as an ordinary user',
  },
  'SH-B005': {
    exit: 1,
    zh: '以 root 启动时需要系统用户 {user}，但它不存在，也无法建立：{detail}',
    en: 'Started by root, the user {user} is needed; it does not exist and could not be added: {detail}',
    fix_zh: '改用普通用户启动，或请管理员运行 useradd --system {user}',
    fix_en: 'Start as an ordinary user, or have the administrator run useradd --system {user}',
  },
  'SH-B006': {
    exit: 1,
    zh: '没有适合本机（{platform}）的内置数据库程序',
    en: 'There is no embedded database for this machine ({platform})',
    fix_zh: '支持 Linux x64 和 arm64：重新运行 npm ci；其他机器用 DATABASE_URL 指向本单位的 PostgreSQL',
    fix_en: 'Linux x64 and arm64 are supported: run npm ci again; elsewhere let DATABASE_URL name a PostgreSQL',
  },
  'SH-B007': {
    exit: 1,
    zh: 'DATABASE_URL 的写法不对',
    en: 'DATABASE_URL is not well formed',
    fix_zh: '写成 postgresql://用户:密码@主机:端口/数据库；密码里的特殊字符用 %XX 表示',
    fix_en: 'Write postgresql://user:password@host:port/database, special characters of the password as %XX',
  },
  'SH-B008': {
    exit: 1,
    zh: '连不上数据库 {address}：{detail}',
    en: 'The database {address} cannot be reached: {detail}',
    fix_zh: '检查地址、端口、用户、密码和防火墙，确认数据库已启动',
    fix_en: 'Check address, port, user, password and firewall, and that the database runs',
  },
  'SH-B009': {
    exit: 1,
    zh: '数据库 {address} 是 PostgreSQL {found}，版本太旧',
    en: 'The database {address} is PostgreSQL {found}, which is too old',
    fix_zh: '升级到 PostgreSQL {needed} 或更高版本',
    fix_en: 'Upgrade it to PostgreSQL {needed} or newer',
  },
  'SH-B010': {
    exit: 1,
    zh: '数据库 {address} 的编码是 {encoding}，不是 UTF8',
    en: 'The encoding of the database {address} is {encoding}, not UTF8',
    fix_zh: '另建一个编码为 UTF8 的数据库：CREATE DATABASE … ENCODING UTF8 TEMPLATE template0',
    fix_en: 'Make a database whose encoding is UTF8: CREATE DATABASE … ENCODING UTF8 TEMPLATE template0',
  },
  'SH-B011': {
    exit: 1,
    zh: '数据库由更新的版本升级过，本程序不认识：{names}',
    en: 'The database was migrated by a newer Shouhu; unknown here: {names}',
    fix_zh: '升级 shouhu；数据库结构只能前进，要退回请用升级前的备份',
    fix_en: 'Upgrade shouhu; a database only goes forward, so to go back take the backup made before',
  },
  'SH-B012': {
    exit: 1,
    zh: '与同时进行的操作冲突，重试 {attempts} 次仍未成功；什么也没有改变',
    en: 'It conflicted with work at the same time, {attempts} attempts in a row; nothing was changed',
    fix_zh: '稍后再试',
    fix_en: 'Try again in a moment',
  },
  'SH-B013': {
    exit: 1,
    zh: '数据库暂时连不上，这次操作没有完成',
    en: 'The database cannot be reached just now; this was not done',
    fix_zh: '片刻后重试：同一请求重发不会重复办理；持续出现时请信息管理人员运行 shouhu doctor',
    fix_en:
      'Try again in a moment: the same request is never done twice; if it lasts, an administrator runs shouhu doctor',
  },
  'SH-B014': {
    exit: 1,
    zh: '数据库在时限内没有答复，这次操作没有完成',
    en: 'The database did not answer in time; this was not done',
    fix_zh: '缩小查询范围，或稍后再试',
    fix_en: 'Ask for less, or try again later',
  },
  'SH-B015': {
    exit: 1,
    zh: '数据库所在的磁盘已满，这次操作没有完成',
    en: 'The disk of the database is full; this was not done',
    fix_zh: '请信息管理人员腾出空间；已办理的内容没有损失',
    fix_en: 'An administrator has to free some space; nothing that was done is lost',
  },
  'SH-B016': {
    exit: 1,
    zh: '内置数据库已停止，且不能重新启动：{reason}',
    en: 'The embedded database has ended and does not start again: {reason}',
    fix_zh: '运行 shouhu doctor，查看数据文件夹里的 postgres/server.log；已答复的操作都在，修好后重新启动',
    fix_en:
      'Run shouhu doctor and see postgres/server.log in the data; what was answered is kept, so mend it and start again',
  },
} as const satisfies Record<string, Entry>;
