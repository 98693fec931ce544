package dev.scanrelay.local.sandbox.partner;

import java.util.LinkedHashMap;
import java.util.Map;

/** The addresses of the partner API below a region's base, or below the fixed one. */
public final class Paths {

    /** The older style: one base that is known beforehand and serves every account. */
    public static final String FIXED = "partner-api";

    private Paths() {}

    static Map<String, String> templates(String base) {
        var templates = new LinkedHashMap<String, String>();
        templates.put("token", "/oauth/token");
        templates.put("revokeToken", "/oauth/revoke");
        templates.put("companiesForPairing", "/companies");
        templates.put("pair", "/pair");
        templates.put("unpair", "/unpair");
        templates.put("practiceConfiguration", "/practice-configuration{?companyId}");
        templates.put("scanRequest", "/rx");
        templates.put("deleteRx", "/rx/{rxId}{?companyId}");
        templates.put("orders", "/orders{?companyId,from,to,chartNumber,pageToken,pageSize}");
        templates.put("orderByRxId", "/orders/by-rx/{rxId}{?companyId}");
        templates.put("downloadOrder", "/orders/{orderId}/artifacts{?type*,fileFormat,fileType}");
        templates.put("patientSearch", "/patients{?companyId,firstName,lastName,chartNumber}");
        templates.put("patientById", "/patients/{patientId}");
        templates.put("patientByChartNumber", "/patients/by-chart-number/{chartNumber}");
        templates.put("pairingWarnings", "/pairing-warnings{?companyId}");
        templates.replaceAll((name, path) -> base + path);
        return templates;
    }
}
