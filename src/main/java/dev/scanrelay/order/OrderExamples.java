package dev.scanrelay.order;

/** Answers as they are, for the API's description. */
final class OrderExamples {

    static final String STORED = """
            {"source":"stored","orders":[{"id":"0a3f6f5c-9d2e-4c1b-8f7a-2b6f5d1e9c40","account":"104233",\
            "rxId":"5b0c6d3e-1f2a-4b5c-8d7e-9f0a1b2c3d4e","state":"ready","status":"Completed","vendorOrderId":"123456789",\
            "origin":"unsolicited","patient":{"id":"7c6f1d52-3a4b-4c5d-8e6f-7a8b9c0d1e2f"},"doctorId":"D-17",\
            "procedure":"Study model","latestRevision":1,"scannedAt":"2026-03-02T09:14:01.204Z",\
            "notifiedAt":"2026-03-02T09:15:31.204Z","datedAt":"2026-03-02T09:14:01.204Z",\
            "changedAt":"2026-03-02T09:15:44.871Z"}],"more":false}""";

    static final String ALIGN = """
            {"source":"align","orders":[{"id":"0a3f6f5c-9d2e-4c1b-8f7a-2b6f5d1e9c40","state":"ready","latestRevision":1,\
            "account":"104233","rxId":"5b0c6d3e-1f2a-4b5c-8d7e-9f0a1b2c3d4e","vendorOrderId":"123456789",\
            "status":"Completed","patient":{"id":"7c6f1d52-3a4b-4c5d-8e6f-7a8b9c0d1e2f"},"doctorId":"D-17",\
            "procedure":"Study model","scannedAt":"2026-03-02T09:14:01.204Z","modifiedAt":"2026-03-02T09:14:01.204Z",\
            "files":[{"type":"IDE","mediaType":"application/zip","sizeBytes":1180466}]}],"more":false,"unreadable":0}""";

    private OrderExamples() {}
}
