// ScanRelay's listener for a Windows PC at a clinic: follows the feed and saves the files of each ready order in a folder.
// Nothing has to be installed. Every Windows 10 and 11 has the compiler that makes a program of this file:
//
//   %WINDIR%\Microsoft.NET\Framework64\v4.0.30319\csc.exe /nologo /r:System.Web.Extensions.dll ScanRelayListener.cs
//
// Started without arguments, the program says how it is used. docs/listen.md leads through it. It does what the command `listen`
// of the service's jar does, with the same options, names, files and exit codes. It has to stay within C# 5.
//
// Its rule: the place in the feed is written down after the files that it stands for, so whatever ends the program loses nothing.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Web.Script.Serialization;

[assembly: AssemblyTitle("ScanRelay listener")]
// TLS as the system has it, instead of what was usual when the compiler was made.
[assembly: System.Runtime.Versioning.TargetFramework(".NETFramework,Version=v4.7.2")]

namespace ScanRelay
{
    internal static class Program
    {
        internal const int Ok = 0;
        internal const int Failed = 1;
        internal const int Misuse = 2;
        internal const int Unfinished = 3;

        private static int Main(string[] arguments)
        {
            if (arguments.Length == 1 && arguments[0] == "--help")
            {
                Console.Out.WriteLine(Options.Usage);
                return Ok;
            }
            Options options;
            try
            {
                options = Options.Read(arguments);
            }
            catch (ArgumentException wrong)
            {
                Console.Error.WriteLine(wrong.Message);
                return Misuse;
            }
            return Listen(options);
        }

        private static int Listen(Options options)
        {
            try
            {
                Directory.CreateDirectory(options.Folder);
                using (FileStream file = new FileStream(
                    options.State + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
                {
                    try
                    {
                        file.Lock(0, 1);
                    }
                    catch (IOException)
                    {
                        Console.Error.WriteLine(
                            "Another listener runs with this place file. End it, or name another with --state.");
                        return Failed;
                    }
                    return new Listener(options).Follow();
                }
            }
            catch (Exception unusable)
            {
                if (!Log.MayPass(unusable))
                {
                    throw;
                }
                Console.Error.WriteLine("The folder or the place file can't be written. " + Log.Words(unusable));
                return Failed;
            }
        }
    }

    /// <summary>Trying again is of no use: a person has to do something, and the words say what.</summary>
    internal sealed class RefusedException : Exception
    {
        internal RefusedException(string words) : base(words)
        {
        }
    }

    /// <summary>It may pass by itself: worth another try, after the pause that the service asked for.</summary>
    internal sealed class LaterException : Exception
    {
        internal readonly TimeSpan Asked;

        internal LaterException(string words) : this(words, TimeSpan.Zero)
        {
        }

        internal LaterException(string words, TimeSpan asked) : base(words)
        {
            Asked = asked;
        }
    }

    /// <summary>A line for each thing that happened, with its time. Paths are not in it: a template may hold a reference.</summary>
    internal static class Log
    {
        internal static void Say(string words)
        {
            string time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            Console.Out.WriteLine(time + " " + Regex.Replace(words, "\\p{C}", "?")); // a terminal obeys control characters
            Console.Out.Flush();
        }

        internal static bool MayPass(Exception failure)
        {
            return failure is LaterException || failure is IOException || failure is WebException
                || failure is UnauthorizedAccessException;
        }

        internal static string Words(Exception failure)
        {
            if (failure is LaterException)
            {
                return failure.Message;
            }
            for (Exception cause = failure; cause != null; cause = cause.InnerException)
            {
                if (cause is AuthenticationException)
                {
                    return NotSafe;
                }
            }
            if (failure is WebStreamException)
            {
                return failure.Message;
            }
            WebException web = failure as WebException;
            if (web == null)
            {
                bool full = (Marshal.GetHRForException(failure) & 0xFFFF) == DiskFull;
                return "a file can't be read or written: " + (full ? "the disk is full" : failure.GetType().Name);
            }
            switch (web.Status)
            {
                case WebExceptionStatus.TrustFailure:
                case WebExceptionStatus.SecureChannelFailure:
                    return NotSafe;
                case WebExceptionStatus.NameResolutionFailure:
                case WebExceptionStatus.ProxyNameResolutionFailure:
                    return "the name of the service or of the proxy is not known here";
                case WebExceptionStatus.Timeout:
                    return "no answer in time";
                default:
                    return "no connection: " + web.Status;
            }
        }

        private const int DiskFull = 112;
        private const string NotSafe = "no safe connection: the certificate is not trusted here, or there is no common TLS version."
            + " If a proxy of yours opens TLS, its certificate has to be trusted on this PC.";
    }

    /// <summary>The connection ended or stalled in the middle of an answer.</summary>
    internal sealed class WebStreamException : IOException
    {
        internal WebStreamException(Exception cause) : base("the connection ended early", cause)
        {
        }
    }

    /// <summary>What to listen to, and where to put it.</summary>
    internal sealed class Options
    {
        internal const string Usage =
@"ScanRelayListener --to FOLDER [--name TEMPLATE] [--kinds KIND,...] [--state FILE] [--from oldest|newest]
                  [--every SECONDS] [--patience SECONDS] [--once]
  follows the feed and saves the files of each ready order in the folder, until it is ended
  --to        the folder; it is made if need be
  --name      names within it (default: {account}/{order}/r{revision}/{file}). Words: {account} {order} {rx} {reference}
              {revision} {date} {kind} {role} {jaw} {artifact} {file} {name} {ext}; {artifact} has to be there, or
              {order} and {file} or {name}
  --kinds     only these: mesh,image,... (default: all, but no archive whose content is saved file by file)
  --state     the file that says how far it has read (default: .scanrelay-place in the folder)
  --from      where to begin the first time: with the oldest event there is (the default), or with what comes now
  --every     seconds between questions while there is nothing new (default: 10)
  --patience  seconds without a byte after which a connection counts as dead (default: 60)
  --once      ends when there is nothing more, for a scheduled task
  SCANRELAY_URL       where the service is, such as https://scans.example.com; http on this machine only
  SCANRELAY_KEY_FILE  a file that holds the API key; or SCANRELAY_KEY, the key. Never on the command line.
                      Scopes: events:read, orders:read, artifacts:read
  SCANRELAY_PROXY     such as http://proxy.clinic.example:3128, or http://user:password@...; or direct;
                      left out: HTTPS_PROXY, or what Windows has
Exit code 0: all that there was is saved (--once), 1: a person has to do something, and the last line says what,
2: misuse, 3: --once did not get all, run it again.";

        private static readonly string[] WithValue =
            { "--to", "--name", "--kinds", "--state", "--from", "--every", "--patience" };
        private const int LongestFolder = 180;

        internal Uri Service;
        internal string Key;
        internal IWebProxy Proxy;
        internal string Folder;
        internal string State;
        internal NameTemplate Name;
        internal string[] Kinds;
        internal bool FromNewest;
        internal TimeSpan Every;
        internal TimeSpan Patience;
        internal bool Once;

        /// <summary>An archive is left out where its content stands beside it, unless it is asked for.</summary>
        internal bool Wants(string kind, string unpacked)
        {
            return Kinds == null ? !(kind == "archive" && unpacked == "complete") : Array.IndexOf(Kinds, kind) >= 0;
        }

        internal static Options Read(string[] arguments)
        {
            Dictionary<string, string> given = Given(arguments);
            if (!given.ContainsKey("--to"))
            {
                throw new ArgumentException(Usage);
            }
            Options options = new Options();
            options.Folder = FullPath(given["--to"]);
            if (options.Folder.Length > LongestFolder)
            {
                throw new ArgumentException("The folder's path is longer than " + LongestFolder
                    + " characters; Windows would refuse files in it.");
            }
            options.State = FullPath(Or(given, "--state", Path.Combine(options.Folder, ".scanrelay-place")));
            options.Name = NameTemplate.Of(Or(given, "--name", NameTemplate.Usual));
            options.Kinds = KindsOf(given);
            options.FromNewest = Newest(Or(given, "--from", "oldest"));
            options.Every = Seconds(given, "--every", "10");
            options.Patience = Seconds(given, "--patience", "60");
            options.Once = given.ContainsKey("--once");
            options.Service = ServiceUrl();
            options.Key = ApiKey();
            options.Proxy = Way(options.Service);
            return options;
        }

        private static Dictionary<string, string> Given(string[] arguments)
        {
            Dictionary<string, string> given = new Dictionary<string, string>();
            for (int at = 0; at < arguments.Length; at++)
            {
                string word = arguments[at];
                bool value = Array.IndexOf(WithValue, word) >= 0 && at + 1 < arguments.Length;
                if ((!value && word != "--once") || given.ContainsKey(word))
                {
                    throw new ArgumentException(Usage);
                }
                given[word] = value ? arguments[++at] : "";
            }
            return given;
        }

        private static string Or(Dictionary<string, string> given, string option, string usual)
        {
            string value;
            return given.TryGetValue(option, out value) ? value : usual;
        }

        private static string FullPath(string text)
        {
            try
            {
                return Path.GetFullPath(text);
            }
            catch (Exception noPath)
            {
                throw new ArgumentException("A folder or file that was named can't exist.", noPath);
            }
        }

        private static string[] KindsOf(Dictionary<string, string> given)
        {
            string text = Or(given, "--kinds", null);
            if (text != null && !Regex.IsMatch(text, "\\A[a-z]+(,[a-z]+)*\\z"))
            {
                throw new ArgumentException("--kinds is a list such as mesh,image.");
            }
            return text == null ? null : text.Split(',');
        }

        private static bool Newest(string text)
        {
            if (text != "oldest" && text != "newest")
            {
                throw new ArgumentException("--from is oldest or newest.");
            }
            return text == "newest";
        }

        private static TimeSpan Seconds(Dictionary<string, string> given, string option, string usual)
        {
            string text = Or(given, option, usual);
            if (!Regex.IsMatch(text, "\\A[1-9][0-9]{0,3}\\z"))
            {
                throw new ArgumentException(option + " is a number of seconds, 1 to 9999.");
            }
            return TimeSpan.FromSeconds(int.Parse(text, CultureInfo.InvariantCulture));
        }

        private static Uri ServiceUrl()
        {
            Uri uri;
            string text = Setting("SCANRELAY_URL");
            if (text == null || !Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out uri) || uri.Host.Length == 0
                || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            {
                throw new ArgumentException("SCANRELAY_URL has to be such as https://scans.example.com.");
            }
            if (uri.Scheme != "https" && !Here(uri))
            {
                throw new ArgumentException("SCANRELAY_URL has to be https, but for this machine.");
            }
            return uri;
        }

        private static bool Here(Uri uri)
        {
            return uri.Scheme == "http" && (uri.Host == "localhost" || uri.Host == "127.0.0.1" || uri.Host == "[::1]");
        }

        private static string ApiKey()
        {
            string file = Setting("SCANRELAY_KEY_FILE");
            string key = file == null ? Setting("SCANRELAY_KEY") : Content(file);
            if (key == null)
            {
                throw new ArgumentException(
                    "Set SCANRELAY_KEY_FILE to a file that holds an API key, or SCANRELAY_KEY to the key.");
            }
            if (!Regex.IsMatch(key.Trim(), "\\A[\\x21-\\x7e]+\\z"))
            {
                throw new ArgumentException("What SCANRELAY_KEY_FILE or SCANRELAY_KEY holds is no API key.");
            }
            return key.Trim();
        }

        private static string Content(string file)
        {
            try
            {
                return File.ReadAllText(file);
            }
            catch (Exception unreadable)
            {
                throw new ArgumentException("The file that SCANRELAY_KEY_FILE names can't be read.", unreadable);
            }
        }

        /// <summary>What stays on this machine needs no proxy, and in plain http the proxy would see the key.</summary>
        private static IWebProxy Way(Uri service)
        {
            string text = Setting("SCANRELAY_PROXY") ?? Setting("HTTPS_PROXY") ?? Setting("https_proxy");
            if (Here(service) || text == "direct")
            {
                return null;
            }
            if (text == null)
            {
                IWebProxy windows = WebRequest.GetSystemWebProxy();
                windows.Credentials = CredentialCache.DefaultCredentials;
                return windows;
            }
            Uri uri;
            if (!Uri.TryCreate(text, UriKind.Absolute, out uri) || uri.Scheme != "http" || uri.Host.Length == 0
                || !Regex.IsMatch(text.TrimEnd('/'), ":[0-9]+\\z"))
            {
                throw new ArgumentException(
                    "SCANRELAY_PROXY or HTTPS_PROXY has to be such as http://proxy.clinic.example:3128.");
            }
            WebProxy proxy = new WebProxy(uri.Host, uri.Port);
            if (uri.UserInfo.Length > 0)
            {
                string[] login = uri.UserInfo.Split(new[] { ':' }, 2);
                proxy.Credentials = new NetworkCredential(
                    Uri.UnescapeDataString(login[0]), login.Length == 2 ? Uri.UnescapeDataString(login[1]) : "");
            }
            return proxy;
        }

        private static string Setting(string name)
        {
            string value = Environment.GetEnvironmentVariable(name);
            return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
        }
    }

    /// <summary>How long to wait after a failure: longer each time, by chance, so that a thousand clinics do not come back at once.</summary>
    internal sealed class Pace
    {
        private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(2);
        private static readonly TimeSpan AskedAtMost = TimeSpan.FromHours(1);

        private readonly Random chance = new Random(Guid.NewGuid().GetHashCode());
        internal int Failures;

        internal void Worked()
        {
            Failures = 0;
        }

        internal TimeSpan Failed(TimeSpan asked)
        {
            TimeSpan step = Shorter(TimeSpan.FromSeconds(1L << Math.Min(Failures, 10)), AtMost);
            Failures++;
            TimeSpan pause = TimeSpan.FromMilliseconds(step.TotalMilliseconds * (1 + chance.NextDouble()) / 2);
            TimeSpan wish = Shorter(asked, AskedAtMost);
            return wish > pause ? wish : pause;
        }

        private static TimeSpan Shorter(TimeSpan one, TimeSpan other)
        {
            return one < other ? one : other;
        }
    }

    /// <summary>JSON as the framework reads it, without exceptions for what is not there.</summary>
    internal sealed class Json
    {
        internal static readonly Json Nothing = new Json(null);

        private readonly object value;

        private Json(object value)
        {
            this.value = value;
        }

        /// <summary>Fails with an ArgumentException or an InvalidOperationException if it is none.</summary>
        internal static Json Read(string text)
        {
            JavaScriptSerializer serializer = new JavaScriptSerializer();
            serializer.MaxJsonLength = int.MaxValue;
            return new Json(serializer.DeserializeObject(text));
        }

        internal Json At(string name)
        {
            IDictionary<string, object> fields = value as IDictionary<string, object>;
            object field;
            return fields != null && fields.TryGetValue(name, out field) ? new Json(field) : Nothing;
        }

        internal IEnumerable<Json> Elements()
        {
            IEnumerable elements = value as object[] ?? value as IEnumerable;
            if (elements == null || value is string || value is IDictionary<string, object>)
            {
                yield break;
            }
            foreach (object element in elements)
            {
                yield return new Json(element);
            }
        }

        internal string Text(string otherwise)
        {
            return value as string ?? otherwise;
        }

        internal long Number(long otherwise)
        {
            return value is int ? (int)value : value is long ? (long)value : value is decimal ? (long)(decimal)value : otherwise;
        }

        internal bool IsTrue()
        {
            return value is bool && (bool)value;
        }
    }

    /// <summary>An answer that is worth looking at, 200 or a 4xx; others are exceptions.</summary>
    internal sealed class Answer
    {
        internal readonly int Status;
        internal readonly Json Body;

        internal Answer(int status, Json body)
        {
            Status = status;
            Body = body;
        }

        internal string Detail()
        {
            string detail = Body.At("detail").Text("");
            return detail.Substring(0, Math.Min(500, detail.Length));
        }

        /// <summary>Whether what was asked for is not to be had any more; else it is there.</summary>
        internal bool Gone()
        {
            if (Status != 200 && !Body.At("type").Text("").StartsWith("urn:scanrelay:problem:", StringComparison.Ordinal))
            {
                throw new LaterException("something on the way that is not ScanRelay answers with status " + Status);
            }
            if (Status != 200 && Status != 404 && Status != 410)
            {
                throw new RefusedException("The service answers with status " + Status + ". " + Detail());
            }
            return Status != 200;
        }
    }

    /// <summary>The running service. It follows no redirect, so the key goes nowhere else; no byte within the patience ends a call.</summary>
    internal sealed class Service
    {
        private const int LongestAnswer = 64 * 1024 * 1024;
        private const int LongestProblem = 64 * 1024;

        private readonly Options options;

        internal Service(Options options)
        {
            this.options = options;
            if (ServicePointManager.SecurityProtocol != 0)
            {
                ServicePointManager.SecurityProtocol = (SecurityProtocolType)3072; // TLS 1.2, where the system is not asked
            }
        }

        internal Answer Get(string path, params string[] query)
        {
            using (HttpWebResponse answer = Open(path + Written(query), 0, null))
            {
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    return Refusal(answer);
                }
                try
                {
                    return new Answer(200, Json.Read(Text(answer, LongestAnswer)));
                }
                catch (Exception cutOrForeign)
                {
                    if (cutOrForeign is ArgumentException || cutOrForeign is InvalidOperationException)
                    {
                        throw new LaterException(
                            "the answer is no JSON; something on the way may have cut or replaced it");
                    }
                    throw;
                }
            }
        }

        /// <summary>Opened for reading; its status is one that the caller takes.</summary>
        internal HttpWebResponse Open(string pathAndQuery, long from, string tag)
        {
            HttpWebRequest request = (HttpWebRequest)WebRequest.Create(options.Service.AbsoluteUri.TrimEnd('/') + pathAndQuery);
            request.AllowAutoRedirect = false;
            request.Proxy = options.Proxy;
            request.Timeout = (int)options.Patience.TotalMilliseconds;
            request.ReadWriteTimeout = (int)options.Patience.TotalMilliseconds;
            request.UserAgent = "ScanRelayListener";
            request.Accept = "application/json, application/problem+json, */*";
            request.Headers["Authorization"] = "Bearer " + options.Key;
            if (from > 0)
            {
                request.AddRange(from);
                request.Headers["If-Range"] = tag;
            }
            HttpWebResponse answer = Sent(request);
            try
            {
                Check(answer);
                return answer;
            }
            catch (Exception)
            {
                answer.Close();
                throw;
            }
        }

        /// <summary>What an answer that is none of the content says.</summary>
        internal static Answer Refusal(HttpWebResponse answer)
        {
            return new Answer((int)answer.StatusCode, Problem(answer));
        }

        private static HttpWebResponse Sent(HttpWebRequest request)
        {
            try
            {
                return (HttpWebResponse)request.GetResponse();
            }
            catch (WebException failed)
            {
                HttpWebResponse answer = failed.Response as HttpWebResponse;
                if ((answer != null && (int)answer.StatusCode == 407) || failed.Message.Contains("(407)"))
                {
                    throw new RefusedException("The proxy wants a user and a password, or refuses the ones that"
                        + " SCANRELAY_PROXY or HTTPS_PROXY has: http://user:password@proxy.clinic.example:3128");
                }
                if (answer == null)
                {
                    throw;
                }
                return answer;
            }
        }

        private static void Check(HttpWebResponse answer)
        {
            int status = (int)answer.StatusCode;
            if (status == 401 || status == 403)
            {
                throw new RefusedException("The service refuses the key (" + status + "): it has ended, or lacks one of"
                    + " events:read, orders:read and artifacts:read. " + Refusal(answer).Detail());
            }
            if (status >= 300 && status < 400)
            {
                throw new RefusedException("SCANRELAY_URL leads elsewhere (" + status + "). Set it to where it leads.");
            }
            if (status == 408 || status == 425 || status == 429 || status >= 500 || status < 200)
            {
                throw new LaterException("the service answers with status " + status + ". "
                    + Refusal(answer).Detail(), RetryAfter(answer));
            }
        }

        private static TimeSpan RetryAfter(HttpWebResponse answer)
        {
            string text = answer.Headers["Retry-After"] ?? "";
            return Regex.IsMatch(text, "\\A[0-9]{1,6}\\z")
                ? TimeSpan.FromSeconds(int.Parse(text, CultureInfo.InvariantCulture))
                : TimeSpan.Zero;
        }

        private static string Written(string[] query)
        {
            StringBuilder written = new StringBuilder();
            for (int at = 0; at < query.Length; at += 2)
            {
                written.Append(at == 0 ? '?' : '&').Append(query[at]).Append('=').Append(Uri.EscapeDataString(query[at + 1]));
            }
            return written.ToString();
        }

        private static Json Problem(HttpWebResponse answer)
        {
            try
            {
                return Json.Read(Text(answer, LongestProblem));
            }
            catch (Exception aPageOfAProxy)
            {
                if (aPageOfAProxy is ArgumentException || aPageOfAProxy is InvalidOperationException)
                {
                    return Json.Nothing;
                }
                throw;
            }
        }

        private static string Text(HttpWebResponse answer, int atMost)
        {
            using (Stream body = answer.GetResponseStream())
            {
                MemoryStream text = new MemoryStream();
                byte[] buffer = new byte[65536];
                int read = Read(body, buffer, buffer.Length);
                while (read > 0 && text.Length < atMost)
                {
                    text.Write(buffer, 0, read);
                    read = Read(body, buffer, buffer.Length);
                }
                return Encoding.UTF8.GetString(text.ToArray());
            }
        }

        /// <summary>The framework tells of a dead connection in several ways.</summary>
        internal static int Read(Stream body, byte[] buffer, int atMost)
        {
            try
            {
                return body.Read(buffer, 0, atMost);
            }
            catch (Exception ended)
            {
                if (ended is IOException || ended is WebException || ended is ObjectDisposedException)
                {
                    throw new WebStreamException(ended);
                }
                throw;
            }
        }
    }

    /// <summary>One revision of an order, and what file names may say of it.</summary>
    internal sealed class Scan
    {
        private const string Id = "\\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\z";

        internal string Order;
        internal long Revision;
        internal string Account;
        internal string Rx;
        internal string Reference;

        internal static bool IsId(string text)
        {
            return Regex.IsMatch(text, Id);
        }

        /// <summary>What an event tells of; null if that is no order's revision.</summary>
        internal static Scan Of(Json cloudEvent)
        {
            Json data = cloudEvent.At("data");
            return Of(data, data.At("orderId").Text(""), data.At("revision").Number(0));
        }

        internal static Scan Of(Json source, string order, long revision)
        {
            if (!IsId(order) || revision < 1)
            {
                return null;
            }
            Scan scan = new Scan();
            scan.Order = order;
            scan.Revision = revision;
            scan.Account = source.At("account").Text("none");
            scan.Rx = source.At("rxId").Text("none");
            scan.Reference = source.At("reference").Text("none");
            return scan;
        }

        internal string Path()
        {
            return "/api/v1/orders/" + Order + "/revisions/" + Revision;
        }

        public override string ToString()
        {
            return "order " + Order + " revision " + Revision;
        }
    }

    /// <summary>One file of a revision.</summary>
    internal sealed class Artifact
    {
        internal string Id;
        internal string Kind;
        internal string Role;
        internal string Jaw;
        internal string FileName;
        internal long Size;
        internal string Sha256;
        internal string Path;

        internal static Artifact Of(Scan scan, Json view)
        {
            Artifact artifact = new Artifact();
            artifact.Id = view.At("id").Text("");
            artifact.Kind = view.At("kind").Text("unknown");
            artifact.Role = view.At("role").Text("none");
            artifact.Jaw = view.At("jaw").Text("none");
            artifact.FileName = view.At("fileName").Text("file");
            artifact.Size = view.At("sizeBytes").Number(-1);
            artifact.Sha256 = view.At("sha256").Text("");
            artifact.Path = "/api/v1/orders/" + scan.Order + "/artifacts/" + artifact.Id;
            if (!Scan.IsId(artifact.Id) || !Regex.IsMatch(artifact.Sha256, "\\A[0-9a-f]{64}\\z") || artifact.Size < 0)
            {
                throw new LaterException("an artifact of order " + scan.Order + " lacks id, size or digest");
            }
            return artifact;
        }
    }

    /// <summary>File names, of words that a template puts together. Whatever the words hold, a name stays in its folder.</summary>
    internal sealed class NameTemplate
    {
        internal const string Usual = "{account}/{order}/r{revision}/{file}";

        private const string Words =
            "account|order|rx|reference|revision|date|kind|role|jaw|artifact|file|name|ext";
        private const string Reserved =
            "\\A(?:con|prn|aux|nul|conin\\$|conout\\$|com[0-9]|lpt[0-9]) *(?:\\..*)?\\z";
        private const int WordLength = 64;
        private const int SegmentLength = 100;
        private const int TemplateLength = 300;

        private readonly string template;

        private NameTemplate(string template)
        {
            this.template = template;
        }

        internal static NameTemplate Of(string template)
        {
            bool usable = template.Length <= TemplateLength
                && Regex.IsMatch(template, "\\A(?:\\{(?:" + Words + ")\\}|[A-Za-z0-9._ /-])+\\z")
                && !Regex.IsMatch("/" + template + "/", "/[. ]*/");
            if (!usable)
            {
                throw new ArgumentException("--name has to be such as " + Usual
                    + ": letters, digits, . _ - blanks, / between folders, and the words that --help tells.");
            }
            bool named = template.Contains("{order}") && (template.Contains("{file}") || template.Contains("{name}"));
            if (!template.Contains("{artifact}") && !named)
            {
                throw new ArgumentException(
                    "--name has to hold {artifact}, or {order} and {file}: else two files had the same name.");
            }
            return new NameTemplate(template);
        }

        /// <summary>The folders and the file's name.</summary>
        internal List<string> Name(IDictionary<string, string> words)
        {
            List<string> segments = new List<string>();
            foreach (string segment in template.Split('/'))
            {
                segments.Add(Segment(Regex.Replace(segment, "\\{([a-z]*)\\}", word => Word(words[word.Groups[1].Value]))));
            }
            return segments;
        }

        internal static string Word(string value)
        {
            string safe = Regex.Replace(value, "[\\uD800-\\uDBFF][\\uDC00-\\uDFFF]|[^A-Za-z0-9._-]", "_");
            return safe.Length <= WordLength ? safe : safe.Substring(safe.Length - WordLength);
        }

        private static string Segment(string text)
        {
            // The end, which holds the extension and what tells files apart, is worth more than the beginning.
            string cut = text.Length <= SegmentLength ? text : text.Substring(text.Length - SegmentLength);
            string trimmed = cut.Trim(' ').TrimEnd('.', ' ');
            string named = trimmed.Length == 0 || trimmed[0] == '.' ? "_" + trimmed : trimmed;
            return Regex.IsMatch(named, Reserved, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) ? "_" + named : named;
        }

        /// <summary>A name that is never too long: for where the template's is.</summary>
        internal static string Shortest(string artifact, string extension)
        {
            return Segment(Word(artifact) + (extension.Length == 0 ? "" : "." + extension));
        }

        /// <summary>The part after the last point, without it; empty if it is none that a file would have.</summary>
        internal static string Extension(string file)
        {
            string ending = file.Substring(file.LastIndexOf('.') + 1);
            return file.IndexOf('.') >= 0 && Regex.IsMatch(ending, "\\A[A-Za-z0-9]{1,8}\\z") ? ending.ToLowerInvariant() : "";
        }

        internal static string Stem(string file)
        {
            string ending = Extension(file);
            return ending.Length == 0 ? file : file.Substring(0, file.Length - ending.Length - 1);
        }
    }

    internal static class Files
    {
        /// <summary>From here on the file has this name; what had it before is gone.</summary>
        internal static void Rename(string file, string name)
        {
            if (File.Exists(name))
            {
                try
                {
                    File.Replace(file, name, null);
                    return;
                }
                catch (IOException)
                {
                    File.Delete(name); // not every network folder can replace
                }
            }
            File.Move(file, name);
        }

        /// <summary>Survives a loss of power from here on.</summary>
        internal static void Write(string name, string text)
        {
            string beside = name + ".new";
            using (FileStream file = new FileStream(beside, FileMode.Create, FileAccess.Write))
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                file.Write(bytes, 0, bytes.Length);
                file.Flush(true);
            }
            Rename(beside, name);
        }

        internal static string Sha256(string name)
        {
            using (FileStream file = File.OpenRead(name))
            using (SHA256 digest = SHA256.Create())
            {
                return BitConverter.ToString(digest.ComputeHash(file)).Replace("-", "").ToLowerInvariant();
            }
        }
    }

    /// <summary>Where files go in the folder. What is there already stays; what differs from it gets another name.</summary>
    internal sealed class Shelf
    {
        private const int LongestPath = 240; // Windows allows 260
        private const int LongestPart = 45;
        private const int Others = 100;

        private readonly Options options;

        internal Shelf(Options options)
        {
            this.options = options;
        }

        /// <summary>Null if it is there already.</summary>
        internal string Free(Scan scan, string storedAt, Artifact artifact)
        {
            string usual = PathOf(scan, storedAt, artifact);
            string folder = Path.GetDirectoryName(usual);
            string name = Path.GetFileName(usual);
            string ending = NameTemplate.Extension(name);
            for (int other = 0; other < Others; other++)
            {
                string target = other == 0
                    ? usual
                    : Path.Combine(folder, NameTemplate.Stem(name) + "~" + other + (ending.Length == 0 ? "" : "." + ending));
                if (!File.Exists(target) && !Directory.Exists(target))
                {
                    return target;
                }
                if (File.Exists(target) && new FileInfo(target).Length == artifact.Size && Files.Sha256(target) == artifact.Sha256)
                {
                    return null;
                }
            }
            throw new RefusedException("A hundred other files have the name of a file of " + scan + ". Choose another --name.");
        }

        private string PathOf(Scan scan, string storedAt, Artifact artifact)
        {
            string path = options.Folder;
            foreach (string segment in options.Name.Name(Words(scan, storedAt, artifact)))
            {
                path = Path.Combine(path, segment);
            }
            int longest = Math.Max(path.Length, Path.GetDirectoryName(path).Length + LongestPart);
            return longest <= LongestPath
                ? path
                : Path.Combine(options.Folder, NameTemplate.Shortest(artifact.Id, NameTemplate.Extension(artifact.FileName)));
        }

        private static IDictionary<string, string> Words(Scan scan, string storedAt, Artifact artifact)
        {
            Dictionary<string, string> words = new Dictionary<string, string>();
            words["account"] = scan.Account;
            words["order"] = scan.Order;
            words["rx"] = scan.Rx;
            words["reference"] = scan.Reference;
            words["revision"] = scan.Revision.ToString(CultureInfo.InvariantCulture);
            words["date"] = Regex.IsMatch(storedAt, "\\A[0-9]{4}-[0-9]{2}-[0-9]{2}") ? storedAt.Substring(0, 10) : "none";
            words["kind"] = artifact.Kind;
            words["role"] = artifact.Role;
            words["jaw"] = artifact.Jaw;
            words["artifact"] = artifact.Id;
            words["file"] = artifact.FileName;
            words["name"] = NameTemplate.Stem(artifact.FileName);
            words["ext"] = NameTemplate.Extension(artifact.FileName);
            return words;
        }
    }

    internal enum Outcome
    {
        Saved,
        /// <summary>What came has another digest. It is removed.</summary>
        Differs,
        /// <summary>The service has it no more.</summary>
        Gone
    }

    /// <summary>One file: goes on where an earlier try ended, and has its name only once its digest is right.</summary>
    internal sealed class Download
    {
        private readonly Service service;

        internal Download(Service service)
        {
            this.service = service;
        }

        /// <summary>The part's name begins with a point, as no file's that a template makes: it is never taken for one.</summary>
        internal Outcome To(string target, Artifact artifact)
        {
            string folder = Path.GetDirectoryName(target);
            string part = Path.Combine(folder, "." + artifact.Id + ".part");
            Directory.CreateDirectory(folder);
            long have = File.Exists(part) ? new FileInfo(part).Length : 0;
            if (have > artifact.Size)
            {
                File.Delete(part);
                have = 0;
            }
            if ((have < artifact.Size || have == 0) && !Rest(part, artifact, have))
            {
                File.Delete(part);
                return Outcome.Gone;
            }
            if (new FileInfo(part).Length != artifact.Size || Files.Sha256(part) != artifact.Sha256)
            {
                File.Delete(part);
                return Outcome.Differs;
            }
            Files.Rename(part, target);
            return Outcome.Saved;
        }

        private bool Rest(string part, Artifact artifact, long have)
        {
            // The tag of an artifact is its digest: another content is never put behind this one.
            using (HttpWebResponse answer = service.Open(artifact.Path, have, "\"" + artifact.Sha256 + "\""))
            {
                int status = (int)answer.StatusCode;
                string range = answer.Headers["Content-Range"] ?? "";
                bool goesOn = status == 206 && range.StartsWith("bytes " + have + "-", StringComparison.Ordinal);
                if (status != 200 && !goesOn)
                {
                    File.Delete(part); // whatever is wrong with it, the next try begins anew
                    return !Service.Refusal(answer).Gone();
                }
                using (Stream body = answer.GetResponseStream())
                {
                    Write(body, part, goesOn ? have : 0, artifact.Size);
                }
                return true;
            }
        }

        private static void Write(Stream body, string part, long from, long size)
        {
            using (FileStream file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1))
            {
                file.SetLength(from);
                file.Seek(from, SeekOrigin.Begin);
                byte[] buffer = new byte[65536];
                long left = size - from;
                while (left > 0) // more than the file has is not wanted
                {
                    int read = Service.Read(body, buffer, (int)Math.Min(buffer.Length, left));
                    if (read <= 0)
                    {
                        throw new LaterException("the connection ended " + left + " bytes early");
                    }
                    file.Write(buffer, 0, read);
                    left -= read;
                }
                file.Flush(true);
            }
        }
    }

    /// <summary>Revisions with a file that could not be saved though it should be there: a file beside the place file, a line each.</summary>
    internal sealed class Owed
    {
        private readonly string file;

        internal Owed(string state)
        {
            file = state + ".owed";
        }

        internal List<string> All()
        {
            List<string> debts = new List<string>();
            if (File.Exists(file))
            {
                foreach (string line in File.ReadAllLines(file))
                {
                    string[] words = line.Trim().Split(' ');
                    if (words.Length == 2 && Scan.IsId(words[0]) && Regex.IsMatch(words[1], "\\A[1-9][0-9]{0,8}\\z"))
                    {
                        debts.Add(words[0] + " " + words[1]);
                    }
                }
            }
            return debts;
        }

        internal void Add(string debt)
        {
            List<string> debts = All();
            if (!debts.Contains(debt))
            {
                debts.Add(debt);
            }
            Write(debts);
        }

        internal void Remove(string debt)
        {
            List<string> debts = All();
            debts.Remove(debt);
            Write(debts);
        }

        private void Write(List<string> debts)
        {
            StringBuilder text = new StringBuilder();
            foreach (string debt in debts)
            {
                text.Append(debt).Append('\n');
            }
            Files.Write(file, text.ToString());
        }
    }

    /// <summary>Brings the files of a revision into the folder.</summary>
    internal sealed class Scans
    {
        private const int Tries = 4;

        private readonly Options options;
        private readonly Service service;
        private readonly Shelf shelf;
        private readonly Owed owed;
        private readonly Dictionary<string, int> differed = new Dictionary<string, int>();
        private readonly HashSet<string> wrongAgain = new HashSet<string>();

        internal Scans(Options options, Service service)
        {
            this.options = options;
            this.service = service;
            shelf = new Shelf(options);
            owed = new Owed(options.State);
        }

        /// <summary>Returns once all its files are there, or are known not to be had.</summary>
        internal void Save(Scan scan)
        {
            Answer answer = service.Get(scan.Path());
            if (answer.Gone())
            {
                Log.Say(scan + " is not to be had any more (" + answer.Status + ")");
                return;
            }
            bool all = true;
            string unpacked = answer.Body.At("unpacked").Text("");
            string storedAt = answer.Body.At("storedAt").Text("");
            foreach (Json view in answer.Body.At("artifacts").Elements())
            {
                Artifact artifact = Artifact.Of(scan, view);
                if (options.Wants(artifact.Kind, unpacked))
                {
                    all &= Save(scan, storedAt, artifact);
                }
            }
            if (all)
            {
                Log.Say(scan + ": all files are there");
            }
        }

        /// <summary>Tries again what kept coming wrong earlier.</summary>
        internal void PayDebts()
        {
            foreach (string debt in owed.All())
            {
                string[] words = debt.Split(' ');
                Answer answer = service.Get("/api/v1/orders/" + words[0]);
                if (!answer.Gone())
                {
                    Scan scan = Scan.Of(answer.Body, words[0], long.Parse(words[1], CultureInfo.InvariantCulture));
                    if (scan != null)
                    {
                        Save(scan);
                    }
                }
                if (!wrongAgain.Contains(debt))
                {
                    owed.Remove(debt);
                }
            }
        }

        internal bool OwesNothing()
        {
            return owed.All().Count == 0;
        }

        private bool Save(Scan scan, string storedAt, Artifact artifact)
        {
            string free = shelf.Free(scan, storedAt, artifact);
            if (free == null)
            {
                return true;
            }
            if (TriesOf(artifact) >= Tries)
            {
                return false;
            }
            switch (new Download(service).To(free, artifact))
            {
                case Outcome.Saved:
                    Log.Say("saved " + NameTemplate.Word(artifact.FileName) + " of " + scan + ", " + artifact.Size + " bytes");
                    return true;
                case Outcome.Gone:
                    Log.Say("artifact " + artifact.Id + " of " + scan + " is not in the store any more");
                    return false;
                default:
                    Differs(scan, artifact);
                    return false;
            }
        }

        /// <summary>One bad file must not keep all later scans from the clinic.</summary>
        private void Differs(Scan scan, Artifact artifact)
        {
            differed[artifact.Id] = TriesOf(artifact) + 1;
            if (TriesOf(artifact) < Tries)
            {
                throw new LaterException("artifact " + artifact.Id + " of " + scan + " came with another digest than it has");
            }
            string debt = scan.Order + " " + scan.Revision;
            owed.Add(debt);
            wrongAgain.Add(debt);
            Log.Say("ERROR artifact " + artifact.Id + " of " + scan + " keeps coming with another digest. It was not saved;"
                + " the next start tries again. Tell the operator.");
        }

        private int TriesOf(Artifact artifact)
        {
            int tries;
            return differed.TryGetValue(artifact.Id, out tries) ? tries : 0;
        }
    }

    /// <summary>Reads the feed from the place that is kept, and keeps it once all files of a page are there.</summary>
    internal sealed class Feed
    {
        private const string Events = "/api/v1/events";
        private const string Ready = "dev.scanrelay.order.ready.v1";
        private const string Few = "20";
        private const string Oldest = "oldest";
        private const string Form = "scanrelay-place 1";
        private const string Cursor = "\\A[A-Za-z0-9_-]{1,1000}\\z";

        private readonly Options options;
        private readonly Service service;
        private readonly Scans scans;
        private readonly Pace pace;

        internal Feed(Options options, Service service, Scans scans, Pace pace)
        {
            this.options = options;
            this.service = service;
            this.scans = scans;
            this.pace = pace;
        }

        /// <summary>Until there is nothing more for now.</summary>
        internal void ReadOn()
        {
            bool more = true;
            while (more)
            {
                string place = ReadPlace();
                string after = place ?? (options.FromNewest ? null : Oldest);
                Answer page = after == null
                    ? service.Get(Events, "limit", Few, "types", Ready)
                    : service.Get(Events, "limit", Few, "types", Ready, "after", after);
                if (page.Gone())
                {
                    StartAnew(after);
                }
                else
                {
                    more = Take(place, page);
                }
                pace.Worked();
            }
        }

        private bool Take(string place, Answer page)
        {
            string next = page.Body.At("next").Text("");
            if (!Regex.IsMatch(next, Cursor))
            {
                throw new LaterException("the feed's answer is not ScanRelay's");
            }
            foreach (Json cloudEvent in page.Body.At("events").Elements())
            {
                Scan scan = cloudEvent.At("type").Text("") == Ready ? Scan.Of(cloudEvent) : null;
                if (scan != null)
                {
                    scans.Save(scan);
                }
            }
            if (next != place)
            {
                WritePlace(next);
            }
            return page.Body.At("more").IsTrue();
        }

        /// <summary>The feed keeps the events of an order as long as the order: its beginning has all that there still is.</summary>
        private void StartAnew(string after)
        {
            if (after == Oldest)
            {
                throw new LaterException("the feed's beginning moves on");
            }
            Log.Say("the feed does not go back to where this listener was: reading it from its beginning."
                + " Files that are here are not fetched again.");
            WritePlace(Oldest);
        }

        /// <summary>Null if it was never read.</summary>
        private string ReadPlace()
        {
            if (!File.Exists(options.State))
            {
                return null;
            }
            string[] lines = File.ReadAllLines(options.State);
            if (lines.Length != 2 || lines[0] != Form || !Regex.IsMatch(lines[1], Cursor))
            {
                throw new RefusedException("The place file is none of a listener. Name another with --state, or remove it to begin"
                    + " anew: files that are there already are not fetched again.");
            }
            return lines[1];
        }

        private void WritePlace(string cursor)
        {
            Files.Write(options.State, Form + "\n" + cursor + "\n");
        }
    }

    /// <summary>Asks the feed, rests, and asks again. What fails is tried again, later each time.</summary>
    internal sealed class Listener
    {
        private const int TriesOfOnce = 4;

        private readonly Options options;
        private readonly Pace pace = new Pace();
        private readonly Scans scans;
        private readonly Feed feed;
        private bool debtsTried;

        internal Listener(Options options)
        {
            this.options = options;
            Service service = new Service(options);
            scans = new Scans(options, service);
            feed = new Feed(options, service, scans, pace);
        }

        /// <summary>Ends when there is nothing more if that was asked for, or when a person has to do something.</summary>
        internal int Follow()
        {
            try
            {
                Log.Say("listening to " + options.Service.AbsoluteUri.TrimEnd('/'));
                int? ended = Round();
                while (ended == null)
                {
                    ended = Round();
                }
                return ended.Value;
            }
            catch (RefusedException needsAPerson)
            {
                Log.Say("ERROR " + needsAPerson.Message);
                return Program.Failed;
            }
        }

        /// <summary>The exit code, if that is all.</summary>
        private int? Round()
        {
            try
            {
                if (!debtsTried)
                {
                    scans.PayDebts();
                    debtsTried = true;
                }
                feed.ReadOn();
                if (options.Once)
                {
                    return scans.OwesNothing() ? Program.Ok : Program.Unfinished;
                }
                Thread.Sleep(options.Every);
                return null;
            }
            catch (Exception failure)
            {
                if (!Log.MayPass(failure))
                {
                    throw;
                }
                return Again(failure);
            }
        }

        private int? Again(Exception failure)
        {
            LaterException later = failure as LaterException;
            TimeSpan pause = pace.Failed(later == null ? TimeSpan.Zero : later.Asked);
            if (options.Once && pace.Failures >= TriesOfOnce)
            {
                Log.Say("ERROR not finished, run this again: " + Log.Words(failure));
                return Program.Unfinished;
            }
            Log.Say("trying again in " + Math.Max(1, (int)pause.TotalSeconds) + " s: " + Log.Words(failure));
            Thread.Sleep(pause);
            return null;
        }
    }
}
