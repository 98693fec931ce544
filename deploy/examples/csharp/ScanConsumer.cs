using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using Confluent.Kafka;
using Newtonsoft.Json.Linq;

/// <summary>Takes a clinic's scans in from Kafka: an example for vendors of practice software, not run by our tests. What it promises is in ../README.md.</summary>
public static class ScanConsumer
{
    const string Order = "dev.scanrelay.order.";
    const string Pairing = "dev.scanrelay.pairing.";

    static readonly string Url = Need("SCANRELAY_URL").TrimEnd('/');
    static readonly string Scans = Need("SCANS_FOLDER");
    static readonly HttpClient Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

    /// <summary>The service has it no more, or it is not for this key.</summary>
    sealed class Gone : Exception { }

    /// <summary>A file kept coming with another digest than the service names.</summary>
    sealed class Damaged : Exception { }

    public static void Main()
    {
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Need("SCANRELAY_KEY"));
        var settings = new ConsumerConfig // in production also SecurityProtocol and Sasl...
        {
            BootstrapServers = Need("KAFKA_BOOTSTRAP_SERVERS"),
            GroupId = Need("KAFKA_GROUP"),
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnableAutoCommit = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            MaxPollIntervalMs = 3600000, // a large scan on a slow line
            TopicMetadataRefreshIntervalMs = 30000, // a topic that is not there yet is noticed so soon
        };
        var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (sender, press) => { press.Cancel = true; stop.Cancel(); };
        using (var consumer = new ConsumerBuilder<string, string>(settings).Build())
        {
            consumer.Subscribe(Need("KAFKA_TOPIC"));
            try
            {
                while (true)
                {
                    var record = Next(consumer, stop.Token);
                    byte[] id, type;
                    if (record.Message.Headers.TryGetLastBytes("ce_id", out id) && record.Message.Headers.TryGetLastBytes("ce_type", out type))
                        Take(Encoding.UTF8.GetString(id), Encoding.UTF8.GetString(type), JObject.Parse(record.Message.Value));
                    consumer.Commit(record);
                }
            }
            catch (OperationCanceledException) { }
            finally { consumer.Close(); }
        }
    }

    /// <summary>The next record. A topic comes with its first event.</summary>
    static ConsumeResult<string, string> Next(IConsumer<string, string> consumer, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return consumer.Consume(stop);
            }
            catch (ConsumeException failure)
            {
                if (failure.Error.Code != ErrorCode.UnknownTopicOrPart)
                    throw;
                Console.WriteLine("waiting for " + Need("KAFKA_TOPIC"));
            }
        }
    }

    /// <summary>Handles an event; again without effect. What it did is on disk when it returns: then the offset is committed.</summary>
    static void Take(string id, string type, JObject data)
    {
        var seen = Note("seen", id);
        if (File.Exists(seen)) { Console.WriteLine("again " + id); return; }
        if (type.StartsWith(Pairing + "ended."))
        {
            Write(Note("gone", (string)data["account"]), "");
            Console.WriteLine("left " + data["account"]);
        }
        else if (type.StartsWith(Pairing + "connected.")) ComeBack((string)data["account"]);
        else if (type.StartsWith(Order + "ready.")) Ready(id, data);
        else if (type.StartsWith(Order + "updated.")) Refresh((string)data["orderId"]);
        else if (type.StartsWith(Order + "withdrawn.")) Write(Note("withdrawn", (string)data["orderId"]), "");
        else if (type.StartsWith(Order + "erased."))
        {
            var folder = Path.Combine(Scans, (string)data["orderId"]);
            if (Directory.Exists(folder)) Directory.Delete(folder, true); // unless the law has you keep it
            Console.WriteLine("erased " + data["orderId"]);
        }
        // Types that you do not know are none of your business: new ones come.
        Write(seen, "");
    }

    static void Ready(string id, JObject data)
    {
        var order = (string)data["orderId"];
        var revision = (int)data["revision"];
        if (File.Exists(Note("gone", (string)data["account"])))
        {
            Write(Note("held", id), data.ToString()); // the clinic has left: nothing is fetched, and nothing is lost if it comes back
            Console.WriteLine("held " + order);
            return;
        }
        var noted = Note("orders", order);
        var stored = File.Exists(noted) ? int.Parse(File.ReadAllText(noted)) : 0;
        if (stored > revision) { Console.WriteLine("older " + order + " revision " + revision); return; }
        try
        {
            if (stored < revision)
            {
                Fetch(order, revision);
                Write(noted, revision.ToString());
                File.Delete(Note("withdrawn", order));
                Console.WriteLine("imported " + order + " revision " + revision);
            }
            // The same acknowledgement may be sent again, so a crash before this line does no harm.
            Call(HttpMethod.Post, "/api/v1/orders/" + order + "/revisions/" + revision + "/ack", FileIt(data)).Dispose();
        }
        catch (Gone) { Console.WriteLine("gone " + order); return; }
        catch (Damaged) // said, so that a person looks; what comes next does not wait for it
        {
            var said = new JObject { { "outcome", "rejected" }, { "reason", "A file is not what its digest says." } };
            Call(HttpMethod.Post, "/api/v1/orders/" + order + "/revisions/" + revision + "/ack", said).Dispose();
            Console.WriteLine("damaged " + order + " revision " + revision);
            return;
        }
        foreach (var old in Directory.GetDirectories(Path.Combine(Scans, order)).Where(one => Path.GetFileName(one) != "r" + revision))
            Directory.Delete(old, true);
    }

    /// <summary>Here your software puts the scan into the patient's chart: by your own reference, or by the patient's id at Align.</summary>
    static JObject FileIt(JObject data)
    {
        return data["patientId"] != null
            ? new JObject { { "outcome", "imported" }, { "document", "scan-" + data["orderId"] + "-" + data["revision"] } }
            : new JObject { { "outcome", "unmatched" }, { "reason", "The scan names no patient." } };
    }

    /// <summary>Here your software takes over what changed of the order: the patient, the status. The event names nobody.</summary>
    static void Refresh(string order)
    {
        try
        {
            using (var answer = Call(HttpMethod.Get, "/api/v1/orders/" + order, null))
                Console.WriteLine("updated " + order + " " + JObject.Parse(answer.Content.ReadAsStringAsync().Result)["state"]);
        }
        catch (Gone) { Console.WriteLine("gone " + order); }
    }

    static void Fetch(string order, int revision)
    {
        JToken found;
        using (var answer = Call(HttpMethod.Get, "/api/v1/orders/" + order, null))
            found = JObject.Parse(answer.Content.ReadAsStringAsync().Result)["revisions"].FirstOrDefault(one => (int)one["number"] == revision);
        if (found == null) throw new Gone();
        var unfinished = Path.Combine(Scans, order, "new-r" + revision);
        var whole = Path.Combine(Scans, order, "r" + revision);
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, true);
        Directory.CreateDirectory(unfinished);
        foreach (var artifact in found["artifacts"]) Download(artifact, unfinished);
        if (Directory.Exists(whole)) Directory.Delete(whole, true); // of a run that ended before it was noted
        Directory.Move(unfinished, whole);
    }

    /// <summary>One file, whole: it returns once the digest is right.</summary>
    static void Download(JToken artifact, string folder)
    {
        var target = Path.Combine(folder, Path.GetFileName((string)artifact["fileName"]));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            while (!IsRead(artifact, target)) Thread.Sleep(1000);
            using (var digest = SHA256.Create())
            using (var file = File.OpenRead(target))
                if (BitConverter.ToString(digest.ComputeHash(file)).Replace("-", "").ToLowerInvariant() == (string)artifact["sha256"]) return;
        }
        throw new Damaged();
    }

    /// <summary>Whether it came whole; else it broke off.</summary>
    static bool IsRead(JToken artifact, string target)
    {
        try
        {
            using (var answer = Call(HttpMethod.Get, (string)artifact["href"], null))
            using (var file = File.Create(target))
                answer.Content.CopyToAsync(file).GetAwaiter().GetResult();
            return true;
        }
        catch (HttpRequestException) { return false; }
        catch (IOException) { return false; }
    }

    static void ComeBack(string account)
    {
        File.Delete(Note("gone", account));
        foreach (var held in Directory.GetFiles(Path.GetDirectoryName(Note("held", "x"))).Where(one => !one.EndsWith(".new")))
        {
            var data = JObject.Parse(File.ReadAllText(held));
            if ((string)data["account"] != account) continue;
            Ready(Path.GetFileName(held), data);
            File.Delete(held);
        }
        Console.WriteLine("connected " + account);
    }

    /// <summary>An answer of the API; waits and asks again while the service can't answer.</summary>
    static HttpResponseMessage Call(HttpMethod method, string path, JObject body)
    {
        for (var seconds = 1.0; ; seconds = Math.Min(2 * seconds, 60))
        {
            try
            {
                var request = new HttpRequestMessage(method, Url + path);
                if (body != null) request.Content = new StringContent(body.ToString(), Encoding.UTF8, "application/json");
                var answer = Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).GetAwaiter().GetResult();
                if (answer.IsSuccessStatusCode) return answer;
                var status = (int)answer.StatusCode;
                var wait = answer.Headers.RetryAfter == null ? null : answer.Headers.RetryAfter.Delta;
                answer.Dispose();
                if (status == 404 || status == 410) throw new Gone();
                if (status != 429 && status < 500) // a person has to look; nothing is committed, so nothing is lost
                    throw new InvalidOperationException("the service answers " + status);
                seconds = Math.Max(seconds, wait.GetValueOrDefault().TotalSeconds);
            }
            catch (HttpRequestException) { } // not reached
            catch (OperationCanceledException) { } // no answer in time
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
        }
    }

    static string Note(string kind, string name)
    {
        return Path.Combine(Directory.CreateDirectory(Path.Combine(Scans, "state", kind)).FullName, Uri.EscapeDataString(name));
    }

    static void Write(string file, string text)
    {
        File.WriteAllText(file + ".new", text);
        if (File.Exists(file)) File.Replace(file + ".new", file, null); else File.Move(file + ".new", file);
    }

    static string Need(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException(name + " is not set");
}
