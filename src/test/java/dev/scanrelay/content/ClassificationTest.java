package dev.scanrelay.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationTest {

    @ParameterizedTest
    @CsvSource({
        "123456789_shell_occlusion_u.stl, mesh, occlusion, upper",
        "123456789_shell_occlusion_l.stl, mesh, occlusion, lower",
        "meshes/UpperJaw.ply, mesh, , upper",
        "LowerJaw.PLY, mesh, , lower",
        "123456789_UpperJawScan.ply, mesh, , upper",
        "scan.ply, mesh, , ",
        "24_preparation_upper.stl, mesh, preparation, upper",
        "gallery_#123456789_penta_front_m.jpg, image, front, ",
        "gallery_#123456789_penta_left_m.jpg, image, left, ",
        "gallery_#123456789_penta_right_m.jpg, image, right, ",
        "gallery_#123456789_penta_upper_m.jpg, image, upper, upper",
        "gallery_#123456789_penta_lower_m.jpg, image, lower, lower",
        "gallery_#123456789.jpg, image, gallery, ",
        "capture_01.png, image, , ",
        "itero_export_#123456789_v50.xml, metadata, export, ",
        "settings.xml, metadata, , ",
        "Rx_123456789.html, rx, prescription, ",
        "iTero_Rx_123456789.pdf, rx, prescription, ",
        "texture_upper.jpg, texture, , upper",
        "margin_line_14.xyz, margin, , ",
        "123456789_MarginLine_14.xyz, margin, , ",
        "MarginLines_lower.pts, margin, , lower",
        "iTero_Export_123456789.zip, archive, , ",
        "marginal_gallery.jpg, image, gallery, ",
        "prx_list.html, unknown, , ",
        "readme, unknown, , ",
        "portal.3oxz, unknown, , "
    })
    void isToldFromTheName(String name, String kind, @Nullable String role, @Nullable String jaw) {
        Classification is = Classification.of(new VendorName(name));

        assertThat(is.kind().wire()).isEqualTo(kind);
        assertThat(is.role().map(Role::wire).orElse(null)).isEqualTo(role);
        assertThat(is.jaw().map(Jaw::wire).orElse(null)).isEqualTo(jaw);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<e><File><Name>a.ply</Name><Jaw>Upper</Jaw></File><File><Name>b.ply</Name><Jaw>Lower</Jaw></File></e>; mesh; upper",
                "<e><UpperJaw><Mesh file=\"a.ply\"/><Texture file=\"t.jpg\"/></UpperJaw></e>; mesh; upper",
                "<e><UpperJaw file=\"a.ply\"/><LowerJaw file=\"b.ply\"/></e>; mesh; upper",
                "<e><file jaw='lower'>meshes\\A.PLY</file></e>; mesh; lower",
                "<e><File><Name>a.ply</Name></File></e>; mesh; ",
                "<e><Jaw>Upper</Jaw><Name>a.ply</Name><Jaw>Lower</Jaw><Name>b.ply</Name></e>; mesh; "
            })
    void takesTheJawFromTheExport(String xml, String kind, @Nullable String jaw) {
        Classification is = Classification.of(new VendorName("a.ply"), hints(xml));

        assertThat(is.kind().wire()).isEqualTo(kind);
        assertThat(is.jaw().map(Jaw::wire).orElse(null)).isEqualTo(jaw);
    }

    @Test
    void takesTheKindFromTheExportWhereTheNameSaysNothing() {
        ExportHints hints = hints("<e><MarginLine tooth='14' file='t14.dat'/></e>");

        assertThat(Classification.of(new VendorName("t14.dat"), hints).kind()).isEqualTo(EntryKind.MARGIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE e [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><e><f jaw='upper'>a.ply</f>&x;</e>",
                "<!DOCTYPE e [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><e><f jaw='upper'>a.ply</f>&b;</e>",
                "<e><f jaw='upper'>a.ply</f>",
                "not xml"
            })
    void takesNothingFromAnUnsafeOrBrokenExport(String xml) {
        assertThat(Classification.of(new VendorName("a.ply"), hints(xml)).jaw()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.STL, stl, model/stl",
        "a.jpeg, jpg, image/jpeg",
        "a.htm, html, text/html",
        "a.exe, bin, application/octet-stream",
        "Doe_John.stl.scr, bin, application/octet-stream",
        "none, bin, application/octet-stream"
    })
    void knowsExtensionsByAList(String name, String extension, String mediaType) {
        assertThat(FileType.of(new VendorName(name))).isEqualTo(new FileType(extension, mediaType));
    }

    private static ExportHints hints(String xml) {
        return ExportHints.read(xml.getBytes(StandardCharsets.UTF_8));
    }
}
